// Every state of the panel and what brings it about: the list that the studio shows and that the tests of the themes
// look at. Knows the element's properties, and the service of this page where an answer is needed.

import { exampleContext, incompleteContext, sparseContext } from "../examples/example-context.js";
import { ENDPOINT } from "./service.js";

const token = async () => "studio";
const never = () => new Promise(() => {});
const failing = () => Promise.reject(new Error("The agent is not signed in."));
const asking = (state, more = { customerId: "cus_example" }) => ({ endpoint: `${ENDPOINT}/${state}`, tokenProvider: token, ...more });
const phone = { identifiers: [{ type: "phone", value: "+441134960706" }] };

/** A context that the page supplies; only the catalogue of questions is asked for besides. */
const supplied = (context) => ({ endpoint: `${ENDPOINT}/supplied`, tokenProvider: token, context, contactId: "phone:call:1", department: "support" });

/** Id, title, when an agent meets it, and the properties that bring it about. */
export const STATES = [
  state("ready", "Ready", "A customer of whom much is known.", () => supplied(exampleContext())),
  state("partial", "Some sources failed", "The shop does not answer, the help desk is behind.", () => supplied(incompleteContext())),
  state("sparse", "Next to nothing known", "A customer with a name and nothing else.", () => supplied(sparseContext())),
  state("offline", "Offline", "The last-known view stays, with its time.", () => asking("offline"), { once: ["cc-load", (panel) => panel.refresh()] }),
  state("loading", "Loading", "The answer is on its way.", () => asking("loading", { customerId: "cus_example", tokenProvider: never }), { always: ["cc-error", selectAnother] }),
  state("several", "Several matches", "The agent chooses.", () => asking("several", phone)),
  state("nobody", "Nobody matches", "The identifiers belong to nobody.", () => asking("nobody", phone)),
  state("empty", "Nobody selected", "Before the first contact.", () => asking("empty", {})),
  state("not-found", "Not found", "No such customer, or not for this agent to know.", () => asking("not-found")),
  state("forbidden", "Not allowed", "The agent’s role does not cover it.", () => asking("forbidden")),
  state("refused", "Token refused", "The sign-in is over.", () => asking("refused")),
  state("no-token", "No token", "The page’s token function failed.", () => asking("refused", { customerId: "cus_example", tokenProvider: failing })),
  state("failed", "Failed", "The server could not answer.", () => asking("failed")),
];

/** A panel of a state in a scheme, with what has to be done at its events. */
export function panelOf({ properties, once, always }, theme) {
  const panel = document.createElement("customer-context");
  Object.assign(panel, { theme, headingLevel: 4, ...properties() });
  if (once) panel.addEventListener(once[0], () => once[1](panel), { once: true });
  if (always) panel.addEventListener(always[0], () => always[1](panel));
  return panel;
}

function state(id, title, why, properties, { once = null, always = null } = {}) {
  return { id, title, why, properties, once, always };
}

/** The panel waits ten seconds at most; whoever is selected then is waited for anew, so that it stays loading. */
function selectAnother(panel) {
  panel.customerId = panel.customerId === "cus_example" ? "cus_another" : "cus_example";
}
