// Shows the policy of the page and counts what it refused.

import { tokensFor, waitingContacts } from "./demo.js";

let violations = 0;
document.addEventListener("securitypolicyviolation", () => {
  violations += 1;
  document.getElementById("violations").textContent = String(violations);
});

const policy = document.querySelector("meta[http-equiv]").content;
document.getElementById("policy").textContent = policy.split("; ").join(";\n");

const panel = document.getElementById("panel");
const [contact] = await waitingContacts();
panel.tokenProvider = tokensFor("support");
if (contact) panel.customerId = contact.customerId;
