// Values before the definition, after it, by script and across a move.

import { tokensFor, waitingContacts } from "./demo.js";

const panel = document.getElementById("panel");
const contacts = await waitingContacts();
const after = (id) => contacts[(contacts.findIndex((contact) => contact.customerId === id) + 1) % contacts.length]?.customerId;

// The element is not defined yet: these are plain properties of an unknown element, and the upgrade picks them up.
panel.tokenProvider = tokensFor("support");
if (contacts.length > 0) panel.customerId = contacts[0].customerId;

// Only now does the definition arrive.
await import("../customer-context/0.1.0/customer-context.js");

document.getElementById("next").addEventListener("click", () => panel.setAttribute("customer-id", after(panel.customerId)));
document.getElementById("dense").addEventListener("click", () => {
  panel.density = panel.density === "compact" ? "comfortable" : "compact";
});
document.getElementById("move").addEventListener("click", () => {
  const other = panel.parentElement.id === "one" ? "two" : "one";
  document.getElementById(other).prepend(panel);
});
document.getElementById("make").addEventListener("click", () => {
  const made = document.createElement("customer-context");
  made.tokenProvider = tokensFor("billing");
  made.setAttribute("department", "billing");
  made.customerId = after(panel.customerId);
  made.endpoint = "";
  document.getElementById("two").append(made);
});
