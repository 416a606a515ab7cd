// The page for a team lead: what is chosen comes from the address and goes back there, the newest choice is shown.

import { element, setText } from "../console/dom.js";
import { figures, sentence } from "./figures.js";
import { departmentName } from "./format.js";
import { summary } from "./gateway.js";

const DAYS = Object.freeze(["7", "30", "90"]);
const form = document.getElementById("choices");
const departments = document.getElementById("department");
const place = document.getElementById("figures");
const problem = document.getElementById("problem");
let asking = new AbortController();

const address = new URLSearchParams(location.search);
const theme = address.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
const chosen = {
  days: DAYS.includes(address.get("days")) ? address.get("days") : "30",
  department: address.get("department") ?? "",
};
form.elements.days.value = chosen.days;

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => {
  Object.assign(chosen, { days: form.elements.days.value, department: departments.value });
  keep();
  show();
});
show();

/** The address names what is shown, so that it can be sent to somebody. */
function keep() {
  const here = new URL(location.href);
  here.searchParams.set("days", chosen.days);
  here.searchParams.set("department", chosen.department);
  history.replaceState(null, "", here);
}

async function show() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  place.setAttribute("aria-busy", "true");
  try {
    const found = await summary({ ...chosen, days: Number(chosen.days), signal });
    if (signal.aborted) return;
    offer(found.departments);
    problem.replaceChildren();
    place.replaceChildren(...figures(found));
    setText(document.getElementById("status"), sentence(found));
  } catch (error) {
    if (signal.aborted) return;
    place.replaceChildren();
    complain(error);
  }
  place.setAttribute("aria-busy", "false");
}

/** Every department that was ever counted, and the one that is chosen. */
function offer(names) {
  const all = [...new Set([...names, chosen.department])].filter((name) => name !== "").sort();
  const options = all.map((name) => element("option", { value: name }, departmentName(name)));
  departments.replaceChildren(element("option", { value: "" }, "All departments"), ...options);
  departments.value = chosen.department;
}

function complain(error) {
  const reason = error instanceof TypeError ? "The gateway does not answer." : error.message;
  const help = "These figures come from the gateway that serves this page: start it with “cargo xtask demo”, or give the page a token of your own server.";
  const again = element("button", { type: "button", onclick: show }, "Try again");
  problem.replaceChildren(element("div", { class: "notice" }, element("p", {}, element("b", {}, reason)), element("p", {}, help), again));
}
