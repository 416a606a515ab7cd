// Puts the console together: the desk in the middle, its views around it, the customer panel at its side.

import { mountCallBar } from "./console/callbar.js";
import { mountConversation } from "./console/conversation.js";
import { Desk } from "./console/desk.js";
import { setText } from "./console/dom.js";
import { token, transcript, waitingContacts } from "./console/gateway.js";
import { mountLog } from "./console/log.js";
import { message } from "./console/messages.js";
import { mountPanel } from "./console/panel.js";
import { mountQueue } from "./console/queue.js";
import { mountSettings } from "./console/settings.js";

const agent = Object.freeze({ id: "agent-robin", name: "Robin Ellery", initials: "RE" });
const desk = new Desk();
const panel = mountPanel(desk, agent);
const views = [
  mountQueue(desk, { onRetry: loadQueue }),
  mountCallBar(desk, agent, { onTransfer: (department) => desk.transfer(department), onEnd: end }),
  mountConversation(desk, agent),
  mountLog(),
];

mountSettings((settings) => {
  panel.look(settings);
  drawFixedTexts();
  views.forEach((view) => view.draw());
});
setInterval(() => views.forEach((view) => view.tick?.()), 1000);
desk.addEventListener("change", completeConversation);
desk.addEventListener("change", announce);
document.addEventListener("cc-handoff", followHandOff);
loadQueue();

async function loadQueue() {
  desk.loadQueue();
  try {
    desk.receive(await waitingContacts());
  } catch (error) {
    desk.failQueue(error.reason ?? "unexpected");
  }
}

/** Asks once per contact for what was said before. The panel has its own token; the console asks for its own too. */
async function completeConversation() {
  const contact = desk.picked;
  if (!contact || contact.complete || contact.asked) return;
  contact.asked = true;
  try {
    const bearer = await token(whoFor(contact));
    desk.receiveLines(contact.contactId, await transcript({ customer: contact.customerId, contact: contact.contactId, bearer }));
  } catch {
    desk.receiveLines(contact.contactId, []);
  }
}

/** The panel has saved a hand-off for the contact in hand: it follows. */
function followHandOff({ detail: { customerId, toDepartment } }) {
  if (desk.picked?.customerId === customerId && desk.picked.phase !== "waiting") desk.transfer(toDepartment);
}

function end() {
  desk.end();
  setText(document.getElementById("status"), message("announceEnded"));
  document.querySelector(".queue-row")?.focus();
}

function whoFor(contact) {
  return { agent: agent.id, department: desk.department, customer: contact.customerId };
}

let announced = null;

function announce() {
  if (!desk.picked || desk.picked.contactId === announced) return;
  announced = desk.picked.contactId;
  setText(document.getElementById("status"), message("announcePicked", { name: desk.picked.name }));
}

function drawFixedTexts() {
  document.title = `${message("title")} · Customer Context`;
  for (const node of document.querySelectorAll("[data-message]")) setText(node, message(node.dataset.message));
}
