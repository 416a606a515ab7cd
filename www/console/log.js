// The drawer with the panel's events, for whoever embeds it. Shows names and ids; the events hold nothing else.

import { element, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { locale, message } from "./messages.js";

/** Every event of the panel, as its documentation lists them. */
export const EVENTS = Object.freeze([
  "cc-load-start", "cc-load", "cc-error", "cc-state-change", "cc-answer", "cc-verify", "cc-handoff", "cc-repeat-question", "cc-navigate", "cc-action", "cc-copy",
]);

const KEPT = 200;

/** Listens on the document, which shows that the events bubble and leave the shadow root. */
export function mountLog() {
  const badge = element("span", { class: "count" });
  const words = element("span", {});
  const opener = element("button", { type: "button", class: "button quiet", "aria-expanded": "false", "aria-controls": "events", onclick: toggle },
    icon("log"), words, badge);
  const title = element("h2", {});
  const wipe = element("button", { type: "button", class: "button quiet", onclick: clear });
  const list = element("ol", { class: "events", tabindex: "0" });
  const empty = element("p", { class: "empty" });
  const sheet = element("section", { class: "sheet", id: "events", hidden: true }, element("header", {}, title, wipe), empty, list);
  document.getElementById("drawer").append(opener, sheet);
  let count = 0;

  function toggle() {
    sheet.hidden = !sheet.hidden;
    setAttribute(opener, "aria-expanded", String(!sheet.hidden));
  }
  function clear() {
    count = 0;
    list.replaceChildren();
    draw();
  }
  function add(event) {
    count += 1;
    list.prepend(eventView(event));
    if (list.childElementCount > KEPT) list.lastElementChild.remove();
    draw();
  }
  function draw() {
    setText(words, message("events"));
    setText(badge, count > 0 ? new Intl.NumberFormat(locale()).format(count) : "");
    setText(title, message("eventsTitle"));
    setText(wipe, message("clear"));
    setText(empty, message("noEvents"));
    setAttribute(list, "aria-label", message("eventsTitle"));
    empty.hidden = count > 0;
    list.hidden = count === 0;
  }
  for (const name of EVENTS) document.addEventListener(name, add);
  draw();
  return { draw };
}

function eventView(event) {
  const now = new Date();
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: "medium" }).format(now);
  return element("li", {},
    element("time", { datetime: now.toISOString() }, time),
    element("code", { class: "event-name", dir: "ltr" }, event.type),
    element("code", { class: "event-detail", dir: "ltr" }, JSON.stringify(event.detail ?? {})));
}
