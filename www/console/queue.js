// The column of waiting contacts. Knows the desk it reads and the button it presses; nothing of what follows.

import { element, foreign, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { elapsed, locale, message } from "./messages.js";

/** Draws the queue into its column and keeps it up to date. Returns a function that moves the clocks on. */
export function mountQueue(desk, { onRetry }) {
  const body = document.getElementById("queue-body");
  const count = document.getElementById("queue-count");
  const rows = new Map();
  const list = element("ul", { class: "queue-list" });
  let shown = null;

  function draw() {
    const empty = desk.queueState === "ready" && desk.contacts.length === 0;
    const wanted = `${document.documentElement.lang} ${empty ? "empty" : desk.queueState}`;
    if (wanted !== shown) body.replaceChildren(...frame(desk.queueState, empty, list, onRetry));
    shown = wanted;
    setText(count, desk.contacts.length > 0 ? new Intl.NumberFormat(locale()).format(desk.contacts.length) : "");
    drawRows(desk, rows, list);
  }

  desk.addEventListener("change", draw);
  draw();
  return { draw, tick: () => rows.forEach((row) => row.tick()) };
}

function frame(state, empty, list, onRetry) {
  if (state === "loading") return [skeleton()];
  if (state !== "ready") return [trouble(state, onRetry)];
  return empty ? [element("p", { class: "empty" }, message("queueEmpty"))] : [list];
}

function skeleton() {
  const bones = Array.from({ length: 5 }, () => element("li", { class: "bone" }));
  return element("div", { "aria-busy": "true" },
    element("p", { class: "unseen" }, message("queueLoading")),
    element("ul", { class: "queue-list", "aria-hidden": "true" }, ...bones));
}

function trouble(reason, onRetry) {
  return element("div", { class: "notice", role: "alert" },
    element("p", { class: "notice-title" }, message(reason)),
    element("p", {}, message(`${reason}Help`)),
    element("button", { type: "button", class: "button", onclick: onRetry }, icon("retry"), message("retry")));
}

function drawRows(desk, rows, list) {
  const present = new Set(desk.contacts.map((contact) => contact.contactId));
  for (const [id, row] of rows) {
    if (present.has(id)) continue;
    row.node.remove();
    rows.delete(id);
  }
  for (const contact of desk.contacts) {
    const row = rows.get(contact.contactId) ?? queueRow(desk, contact.contactId);
    if (!rows.has(contact.contactId)) list.append(row.node);
    rows.set(contact.contactId, row);
    row.draw(contact, contact === desk.picked);
  }
}

function queueRow(desk, contactId) {
  const tile = element("span", { class: "tile" });
  const channel = element("span", { class: "unseen" });
  const name = foreign("");
  const clock = element("span", { class: "clock" });
  const department = element("span", { class: "department" });
  const reason = foreign("");
  const phase = element("span", { class: "phase" });
  const button = element("button", { type: "button", class: "queue-row", onclick: () => desk.pick(contactId) },
    tile,
    element("span", { class: "queue-name" }, channel, " ", name),
    clock,
    element("span", { class: "queue-reason" }, reason),
    element("span", { class: "queue-foot" }, department, phase));
  let contact = null;
  const tick = () => setText(clock, elapsed(contact.since));
  function draw(next, picked) {
    if (contact?.channel !== next.channel || !tile.firstChild) tile.replaceChildren(icon(next.channel));
    contact = next;
    setText(channel, message(next.channel));
    setText(name, next.name);
    setText(reason, next.reason ?? "");
    setText(department, message(next.department));
    setAttribute(department, "data-department", next.department);
    setText(phase, next.phase === "waiting" ? "" : message(next.phase === "live" ? "phaseLive" : "phaseHeld"));
    setAttribute(phase, "data-phase", next.phase);
    setAttribute(button, "aria-current", picked ? "true" : null);
    tick();
  }
  return { node: element("li", {}, button), draw, tick };
}
