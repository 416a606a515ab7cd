// Puts every state of the panel side by side: each entry says what brings it about.

import { tokensFor, waitingContacts } from "./demo.js";
import { exampleContext, incompleteContext, sparseContext } from "./example-context.js";

const never = () => new Promise(() => {});
const refuse = () => Promise.reject(new Error("The agent is not logged in."));

const CONTACT = { contactId: "phone:call:1", department: "support" };

/** Every state: its name, why it comes about, and the properties that bring it about. */
const STATES = [
  ["Ready", "The page supplies the context of a customer.", { context: exampleContext(), ...CONTACT }],
  ["Some sources failed", "The same customer, while the shop does not answer and the help desk is behind.", { context: incompleteContext(), ...CONTACT }],
  ["Next to nothing known", "A customer with a name and nothing else.", { context: sparseContext() }],
  ["Nobody selected", "Neither an id nor identifiers nor a context.", {}],
  ["Loading", "The token callback has not answered yet.", { customerId: "cus_example", tokenProvider: never }],
  ["Nobody found", "The identifiers match no customer.", { identifiers: [{ type: "email", value: "nobody@example.net" }], tokenProvider: tokensFor("support") }],
  ["Not found", "The gateway knows no customer of that id, or this agent may not know.", { customerId: "cus_unknown", tokenProvider: tokensFor("support") }],
  ["No token", "The token callback failed: the agent is not logged in.", { customerId: "cus_example", tokenProvider: refuse }],
  ["Token refused", "The gateway does not accept the token.", { customerId: "cus_example", tokenProvider: async () => "expired" }],
  ["Unreadable", "The context that the page supplies is not of the contract's shape.", { context: { schemaVersion: "1.0" } }],
];

const theme = document.documentElement.dataset.theme ?? "auto";
for (const [title, why, properties] of STATES) show(title, why, properties);
await showSeveral();

function show(title, why, properties) {
  const place = document.createElement("section");
  const heading = document.createElement("h2");
  const text = document.createElement("p");
  const panel = document.createElement("customer-context");
  heading.textContent = title;
  text.textContent = why;
  panel.dataset.state = title;
  Object.assign(panel, { endpoint: "", theme, headingLevel: 3, ...properties });
  place.append(heading, text, panel);
  document.getElementById("states").append(place);
}

/** Two customers of the demo share one look-up: the e-mail of the one and the e-mail of the other. */
async function showSeveral() {
  const contacts = (await waitingContacts()).slice(0, 2);
  const identifiers = (await Promise.all(contacts.map(emailOf))).filter(Boolean);
  const why = "Several customers match: the agent chooses.";
  show("Several matches", why, { identifiers, tokenProvider: tokensFor("support") });
}

async function emailOf({ customerId }) {
  const token = await tokensFor("support")({ customerId });
  const response = await fetch(`/v1/customers/${customerId}/context?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  const { profile } = await response.json();
  const value = profile.contactPoints?.find(({ kind, value }) => kind === "email" && typeof value === "string")?.value;
  return value ? { type: "email", value } : null;
}
