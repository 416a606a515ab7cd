// What the examples without a framework do: make panels by DOM calls, set properties, listen. Knows not how the element came
// to be defined; that is the one thing in which these examples differ.

import { customers } from "./customers.js";

const single = document.querySelector("[data-testid=single]");
const list = document.querySelector("[data-testid=list]");
let current = 0;
let opened = 0;

/** A panel with its context; more attributes as given. */
function panelOf(context, attributes) {
  const panel = document.createElement("customer-context");
  for (const [name, value] of Object.entries(attributes)) panel.setAttribute(name, value);
  panel.context = context;
  return panel;
}

const button = Object.assign(document.createElement("button"), { slot: "actions", textContent: "Open in CRM" });
button.addEventListener("click", () => show("opened", (opened += 1)));
const panel = panelOf(customers[current], { sections: "ledger timeline" });
panel.append(button);
panel.addEventListener("cc-load", (event) => show("loaded", event.detail.customerId));
single.append(panel);
list.append(...customers.map((customer) => panelOf(customer, { sections: "ledger", density: "compact" })));

on("Next customer", () => {
  current = (current + 1) % customers.length;
  panel.context = customers[current];
});
on("Show or hide", () => (panel.isConnected ? panel.remove() : single.append(panel)));
on("Swap the list", () => list.append(list.firstElementChild));
on("Collapse", () => panel.collapse("ledger"));

function on(name, act) {
  const found = [...document.querySelectorAll("button")].find((it) => it.textContent === name);
  found.addEventListener("click", act);
}

function show(name, value) {
  document.querySelector(`[data-testid=${name}]`).textContent = value;
}
