// The framed panel is steered like the element itself: its token provider stays on this side of the frame.

import { tokensFor, waitingContacts } from "./demo.js";

const panel = document.getElementById("panel");
const [contact] = await waitingContacts();
panel.tokenProvider = tokensFor("support");
if (contact) panel.customerId = contact.customerId;
