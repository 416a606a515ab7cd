// Runs in the page: the one panel that is there, read and used by the parts of the DOM that all candidates share.
// Knows none of them by name, and no benchmark.

import { candidate } from "./candidates.js";
import { fold } from "../shared/timeline.js";

/** Nothing takes this long but a panel that does not do what it should. */
const DEADLINE_MS = 60_000;

/** As typing does: React sees only what does not go through its own accessor. */
const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;

let panel = null;

/** Loads the candidate; its panel is in the page and empty. */
export async function start(name, script) {
  panel = await candidate(name, script);
  panel.mount(document.querySelector("main"));
}

export const show = (context) => panel.show(context);
export const fetchAndShow = (id, how) => panel.open(id, how);
export const followed = () => panel.followed();
export const insert = (interaction) => panel.insert(JSON.stringify(interaction));
export const unmount = () => panel.unmount();

/** After the next frame has been produced: its callbacks run before, a message of it after. */
export function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/**
 * When `isTrue` of the panel's DOM: the moment at which that is laid out, which does not depend on when the next
 * frame begins, and the one at which it is painted. Looks when something changes, which costs all alike.
 */
export function shown(what, isTrue) {
  return new Promise((resolve, reject) => {
    const stop = () => { observer.disconnect(); clearTimeout(timer); };
    const look = () => {
      if (!isTrue()) return false;
      stop();
      panel.root.host.getBoundingClientRect();
      const laidOut = performance.now();
      painted().then((moment) => resolve([laidOut, moment]));
      return true;
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => { stop(); reject(new Error(`${what} did not happen; ${described()}`)); }, DEADLINE_MS);
    if (!look()) observer.observe(panel.root, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** What there is instead, for whoever has to find out why. */
const described = () => `“${facts()}”, ${numbers().slice(0, 3).join(", ") || "no rows"}`;

/** All that can be read in the panel. */
export const text = () => panel.root.textContent;

/** What is shown of the person. */
export const name = () => panel.root.querySelector(".name")?.textContent ?? "";

/** An element of the timeline. */
export const one = (selector) => panel.root.querySelector(`.section-timeline ${selector}`);
export const all = (selector) => [...panel.root.querySelectorAll(selector)];

/** The rows that are drawn, in the order of the document. */
export const items = () => all('[part~="timeline-item"]').filter((item) => item.closest("[hidden]") === null);

/** `12 of 1,240`: how many the timeline says that it shows, and of how many. */
export const facts = () => one(".facts")?.textContent.trim() ?? "";
export const says = (shown, total) => facts() === `${grouped(shown)} of ${grouped(total)}`;

const formatter = new Intl.NumberFormat("en-GB");
export const grouped = (number) => formatter.format(number);

/** The numbers at the end of the descriptions, which no two rows share. */
export const numberOf = (text) => /, no\. ([\w-]+)\./.exec(text)?.[1] ?? null;
export const numbers = () => items().map((item) => numberOf(item.textContent));
export const isDrawn = (number) => items().some((item) => item.textContent.includes(`, no. ${number}.`));

export const isOf = (item, department) => department === "" || item.querySelector(`[data-department="${department}"]`) !== null;
export const holds = (item, words) => fold(words).split(" ").every((word) => fold(item.textContent).includes(word));

/** The chips of the departments, and the one with that label. */
export const chips = () => [...one('[aria-label*="epartment"]').querySelectorAll("button")];
export const chip = (label) => chips().find((button) => button.textContent.trim().startsWith(label));

/** Puts words into the search field at once. */
export function type(words) {
  const field = one('[part~="search"]');
  setValue.call(field, words);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText" }));
}

/** Opens the control for going to a day, which may be behind a button, and returns what chooses a day and closes it. */
export async function calendar() {
  const control = ".jump input, input.jump";
  const isHidden = one(control) === null;
  if (isHidden) one(".more-filters").click();
  await painted();
  const field = one(control);
  const choose = (day) => {
    setValue.call(field, day);
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
  };
  return { choose, close: () => { if (isHidden) one(".more-filters").click(); } };
}

/** The element that scrolls the rows. */
export const scroller = () => one(":is(.window, .scroller)");

/** What is new stands above: whoever has scrolled away does not see it. */
export function toTop() {
  for (const element of [panel.root.host, ...all("*")]) if (element.scrollTop > 0) element.scrollTop = 0;
}
