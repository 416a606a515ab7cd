// The bar above the desk: who is in hand, how long, and what the agent can do with them.

import { element, foreign, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { elapsed, message } from "./messages.js";

/** Departments an agent of this console can work for. */
export const DEPARTMENTS = Object.freeze(["support", "sales", "billing", "store", "web"]);

const PHASE_MESSAGES = { waiting: "phaseWaiting", live: "phaseLive", held: "phaseHeld" };

/** Draws the bar and keeps it up to date. `onTransfer(department)` and `onEnd()` belong to the caller. */
export function mountCallBar(desk, agent, { onTransfer, onEnd }) {
  const contact = contactView(desk, { onTransfer, onEnd });
  const person = agentView(desk, agent);
  document.getElementById("contact").append(contact.node);
  document.getElementById("agent").append(person.node);
  function draw() {
    contact.draw();
    person.draw();
  }
  desk.addEventListener("change", draw);
  draw();
  return { draw, tick: contact.tick };
}

function contactView(desk, { onTransfer, onEnd }) {
  const name = foreign("");
  const hint = element("span", { class: "contact-hint" });
  const phase = element("span", { class: "pill" });
  const clock = element("span", { class: "clock" });
  const transfer = transferView(desk, onTransfer);
  const accept = action("accept", "primary", () => desk.accept());
  const hold = action("hold", "", () => desk.toggleHold());
  const end = action("end", "danger", onEnd);
  const actions = element("div", { class: "actions", role: "group" }, accept.node, hold.node, transfer.node, end.node);
  const node = element("div", { class: "contact-inner" },
    element("p", { class: "contact-who" }, element("strong", {}, name), hint, phase, clock),
    actions);

  function tick() {
    setText(clock, desk.picked ? elapsed(desk.picked.since) : "");
  }
  function draw() {
    const picked = desk.picked;
    actions.hidden = !picked;
    setAttribute(actions, "aria-label", message("callBar"));
    setText(name, picked?.name ?? message("nobody"));
    setText(hint, picked ? "" : message("pickSomebody"));
    phase.hidden = !picked;
    setText(phase, picked ? message(PHASE_MESSAGES[picked.phase]) : "");
    setAttribute(phase, "data-phase", picked?.phase);
    accept.draw(message("accept"), "accept", picked?.phase === "waiting");
    hold.draw(message(picked?.phase === "held" ? "resume" : "hold"), picked?.phase === "held" ? "resume" : "hold", picked && picked.phase !== "waiting");
    setAttribute(hold.node, "aria-pressed", picked?.phase === "held" ? "true" : "false");
    transfer.draw(Boolean(picked) && picked.phase !== "waiting");
    end.draw(message("end"), "end", Boolean(picked) && picked.phase !== "waiting");
    tick();
  }
  return { node, draw, tick };
}

/** A button that stays in place while it cannot be used, so that the bar does not jump. */
function action(name, kind, onClick) {
  const label = element("span", {});
  const node = element("button", { type: "button", class: `button ${kind}`.trim(), onclick: onClick }, icon(name), label);
  let drawn = name;
  function draw(text, drawing, enabled) {
    setText(label, text);
    if (drawn !== drawing) node.firstChild.replaceWith(icon(drawing));
    drawn = drawing;
    node.disabled = !enabled;
  }
  return { node, draw };
}

function transferView(desk, onTransfer) {
  const opener = action("transfer", "", () => open());
  const choice = element("select", { id: "transfer-to", "aria-describedby": "transfer-hint" });
  const choiceLabel = element("label", { for: "transfer-to" });
  const hint = element("p", { class: "hint", id: "transfer-hint" });
  const confirm = element("button", { type: "submit", class: "button primary" });
  const cancel = element("button", { type: "button", class: "button", onclick: () => dialog.close() });
  const form = element("form", { method: "dialog", onsubmit: () => onTransfer(choice.value) },
    choiceLabel, choice, hint, element("div", { class: "dialog-actions" }, cancel, confirm));
  const dialog = element("dialog", { class: "dialog" }, form);

  function open() {
    const others = DEPARTMENTS.filter((department) => department !== desk.department);
    choice.replaceChildren(...others.map((department) => element("option", { value: department }, message(department))));
    dialog.showModal();
  }
  function draw(enabled) {
    opener.draw(message("transfer"), "transfer", enabled);
    setAttribute(dialog, "aria-label", message("transfer"));
    setText(choiceLabel, message("transferTo"));
    setText(hint, message("handOffHint"));
    setText(confirm, message("transfer"));
    setText(cancel, message("cancel"));
  }
  return { node: element("div", { class: "transfer" }, opener.node, dialog), draw };
}

function agentView(desk, agent) {
  const label = element("label", { for: "department", class: "unseen" });
  const choice = element("select", { id: "department", onchange: () => desk.setDepartment(choice.value) });
  let drawnIn = null;
  function draw() {
    setText(label, message("department"));
    const language = document.documentElement.lang;
    if (drawnIn !== language) choice.replaceChildren(...DEPARTMENTS.map((name) => element("option", { value: name }, message(name))));
    drawnIn = language;
    choice.value = desk.department;
  }
  const node = element("div", { class: "agent-inner" },
    element("span", { class: "face", "aria-hidden": "true" }, agent.initials),
    element("span", { class: "agent-name" }, agent.name), label, choice);
  return { node, draw };
}
