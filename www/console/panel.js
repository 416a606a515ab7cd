// The one place that touches the customer panel: its attributes follow the desk, its token comes from the gateway.

import { setAttribute, setText } from "./dom.js";
import { token } from "./gateway.js";
import { direction, locale, message } from "./messages.js";

/** Lets the panel follow the desk. Returns a function that hands it the look of the page. */
export function mountPanel(desk, agent) {
  const panel = document.getElementById("customer-panel");
  let tokensFor = null;

  /** A token names one department, so another department gets another provider, which drops the old token. */
  function provideTokens(department) {
    if (tokensFor === department) return;
    tokensFor = department;
    panel.tokenProvider = ({ customerId, signal }) => token({ agent: agent.id, department, customer: customerId, signal });
  }
  function follow() {
    const picked = desk.picked;
    provideTokens(desk.department);
    setAttribute(panel, "department", desk.department);
    setAttribute(panel, "contact-id", picked?.contactId);
    setAttribute(panel, "contact-reason", picked?.reasonCode ?? picked?.reason);
    setAttribute(panel, "customer-id", picked?.customerId);
  }
  desk.addEventListener("change", follow);
  follow();
  reportMissingScript();
  return {
    refresh: () => panel.refresh?.(),
    look({ theme, density, lang }) {
      setAttribute(panel, "theme", theme);
      setAttribute(panel, "density", density);
      setAttribute(panel, "lang", locale());
      setAttribute(panel, "dir", direction(lang));
    },
  };
}

/** Without its script the element stays what it is, so its placeholder has to say what to do. */
function reportMissingScript() {
  document.getElementById("widget-script").addEventListener("error", () => {
    const placeholder = document.getElementById("placeholder");
    placeholder.dataset.message = "panelMissing";
    setText(placeholder, message("panelMissing"));
  });
}
