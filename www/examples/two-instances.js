// Two panels with customers, departments and tokens of their own.

import { tokensFor, waitingContacts } from "./demo.js";

const [first, second] = await waitingContacts();

for (const [department, contact] of [["support", first], ["billing", second]]) {
  const panel = document.getElementById(department);
  panel.tokenProvider = tokensFor(department);
  if (contact) panel.customerId = contact.customerId;
}
