// Lets the demo gateway act as if a source did not answer.

import { tokensFor, waitingContacts } from "./demo.js";

const panel = document.getElementById("panel");
const [contact] = await waitingContacts();
panel.tokenProvider = tokensFor("support");
if (contact) panel.customerId = contact.customerId;

/** Lets the demo gateway act as if the source did not answer, until its status is `ok` again. */
async function pretend(source, status) {
  const body = JSON.stringify({ source, status });
  await fetch("/demo/faults", { method: "POST", headers: { "content-type": "application/json" }, body });
  panel.refresh();
  await list();
}

/** Draws a row per source, with its state and what can be done to it. */
async function list() {
  const token = await panel.tokenProvider({ customerId: contact.customerId });
  const response = await fetch("/v1/sources", { headers: { authorization: `Bearer ${token}` } });
  const { sources } = await response.json();
  document.querySelector("#sources tbody").replaceChildren(...sources.map(row));
}

function row({ id, name, status }) {
  const line = document.createElement("tr");
  const cells = [name ?? id, status].map((text) => Object.assign(document.createElement("td"), { textContent: text }));
  const actions = status === "ok" ? [["timeout", "Time out"], ["error", "Fail"], ["denied", "Deny"]] : [["ok", "Mend"]];
  const buttons = actions.map(([wanted, text]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    button.setAttribute("aria-label", `${text}: ${name ?? id}`);
    button.addEventListener("click", () => pretend(id, wanted));
    return button;
  });
  const last = document.createElement("td");
  last.append(...buttons);
  line.append(...cells, last);
  return line;
}

if (contact) await list();
