// Runs in the page: what an agent does to a panel, and how long it takes until the result is painted. Knows the DOM that
// all candidates share, by its parts, and none of them by name.

import { candidate, wasmMemories } from "./candidates.js";
import { fold } from "../shared/timeline.js";
import { context, news } from "./fixture.js";

/** Nothing takes this long but a panel that does not do what it should. */
const DEADLINE_MS = 60_000;
const DEPARTMENTS = [["billing", "Billing"], ["support", "Support"], ["web", "Web"], ["sales", "Sales"]];

/** As typing does: React sees only what does not go through its own accessor. */
const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;

let panel = null;
const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((it) => [it.startTime, it.duration]))).observe({ type: "longtask" });

/** After the next frame has been produced: its callbacks run before, a message of it after. */
function painted() {
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
function shown(what, isTrue) {
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
    const timer = setTimeout(() => { stop(); reject(new Error(`${what} did not happen ; items: ${items().slice(0, 3).map((it) => it.textContent).join(" | ")}; facts: ${facts()}`)); }, DEADLINE_MS);
    if (!look()) observer.observe(panel.root, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** `[laid out, painted]`: milliseconds from `act` until `isTrue` and laid out, and until it is on the screen. */
async function timed(what, act, isTrue) {
  const start = performance.now();
  act();
  return (await shown(what, isTrue)).map((moment) => moment - start);
}

const one = (selector) => panel.root.querySelector(`.section-timeline ${selector}`);
const items = () => [...panel.root.querySelectorAll('[part~="timeline-item"]')].filter((item) => item.closest("[hidden]") === null);
const shows = (text) => items().some((item) => item.textContent.includes(text));
const facts = () => [...panel.root.querySelectorAll(".section-timeline :is(.facts, output, [role=status], [class*=count], [class*=meter])")].map((it) => it.textContent).join(" ");
const counts = (number) => new RegExp(`(?<![\\d,])${new Intl.NumberFormat("en-GB").format(number)}(?![\\d,])`).test(facts());
const isOf = (item, department) => department === "" || item.querySelector(`[data-department="${department}"]`) !== null;
const holds = (item, words) => fold(item.textContent).includes(fold(words));
const named = (name) => panel.root.querySelector(".name")?.textContent === name;
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const described = (text) => text.slice(text.indexOf(", no."));

/** Loads the candidate; its panel is in the page and empty. */
export async function start(name, script) {
  panel = await candidate(name, script);
  panel.mount(document.querySelector("main"));
}

/** What the reference finds: how many, and the number at the end of the first description. */
async function expected(id, { department = "", words = "" } = {}) {
  const { items: [first], total } = await page(id, { department, q: words });
  return { total: total.value, first: first ? described(first.description) : "" };
}

async function page(id, narrowed) {
  const query = new URLSearchParams({ limit: "1" });
  for (const [name, value] of Object.entries(narrowed)) if (value) query.set(name, value);
  return (await fetch(`/v1/customers/${id}/interactions?${query}`)).json();
}

/** Opens a customer who is fetched; how long until the rows are there. */
export async function open(id) {
  const { first, total } = await expected(id);
  const time = await timed(`opening ${id}`, () => { panel.open(id); }, () => shows(first) && counts(total));
  await panel.followed();
  return time;
}

/** Shows customers one after the other whose contexts are in the page. */
export async function switches(times, sizes = {}) {
  const contexts = [11, 12, 13].map((customer) => context(customer, { all: 20, ...sizes }));
  const taken = [];
  for (let turn = 0; turn < times; turn += 1) {
    const next = structuredClone(contexts[turn % contexts.length]);
    const first = described(next.interactions.items[0].description);
    taken.push(await timed(`switch ${turn}`, () => panel.show(next), () => named(next.profile.name.full) && shows(first)));
    await pause(30);
  }
  return taken;
}

/** Presses chips. */
export async function filters(id, times) {
  const taken = [];
  // Chips may add up: everything in between.
  const plan = Array.from({ length: times }, (_, turn) => (turn % 2 === 1 ? ["", "All"] : DEPARTMENTS[(turn / 2) % DEPARTMENTS.length]));
  for (const [department, label] of plan) {
    const { total, first } = await expected(id, { department });
    if (total === 0) continue;
    const chip = [...panel.root.querySelectorAll(".section-timeline button")].find((button) => button.textContent.trim().startsWith(label));
    taken.push(await timed(`filter ${label}`, () => chip.click(), () => shows(first) && counts(total) && items().every((item) => isOf(item, department))));
    await pause(30);
  }
  return taken;
}

/** Types words into the search field at once, and takes them out again. */
export async function searches(id, queries) {
  const field = one('[part~="search"]');
  const taken = [];
  for (const words of queries.flatMap((words) => [words, ""])) {
    const { total, first } = await expected(id, { words });
    const type = () => {
      setValue.call(field, words);
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText" }));
    };
    taken.push(await timed(`search “${words}”`, type, () => shows(first) && counts(total) && items().every((item) => holds(item, words))));
    await pause(30);
  }
  return taken;
}

/** Brings news one by one. */
export async function inserts(customer, times) {
  const taken = [];
  toTop();
  await painted();
  for (let number = 1; number <= times; number += 1) {
    const item = news(customer, number, Date.now() + 60_000);
    const text = described(item.description);
    taken.push(await timed(`news ${number}`, () => panel.insert(item), () => shows(text)));
    await pause(10);
  }
  return taken;
}

/** What is new stands above: whoever has scrolled away does not see it. */
function toTop() {
  for (const scroller of [panel.root.host, ...panel.root.querySelectorAll("*")]) if (scroller.scrollTop > 0) scroller.scrollTop = 0;
}

/** Goes to days far apart; `null` where there is no such control. `places` count from the newest. */
export async function jumps(id, places) {
  const control = ".jump input, input.jump";
  if (one(control) === null) one(".more-filters")?.click();
  await painted();
  const field = one(control);
  if (field === null) return null;
  const taken = [];
  for (const place of places) {
    const at = await page(id, { cursor: String(place) });
    const day = at.items[0].interactionDate.startDateTime.slice(0, 10);
    const { items: [newest] } = await page(id, { day });
    const jump = () => {
      setValue.call(field, day);
      for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    };
    taken.push(await timed(`jump to ${day}`, jump, () => shows(described(newest.description))));
    await pause(30);
  }
  return taken;
}

/** Puts panels into the page and takes them out again. */
export async function cycles(name, script, times) {
  const customer = context(21, { all: 20 });
  for (let turn = 0; turn < times; turn += 1) {
    panel = await candidate(name, script);
    panel.mount(document.querySelector("main"));
    panel.show(customer);
    await shown(`panel ${turn}`, () => named(customer.profile.name.full));
    panel.unmount();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Keeps what a page would keep that parses the answer and does nothing else. */
export async function keepObjects(id) {
  globalThis.kept = await (await fetch(`/v1/customers/${id}/context?whole=1`)).json();
}

/** Bytes of everything in the page. The browser leaves out what wasm modules have reserved. */
export async function memory() {
  const modules = wasmMemories.reduce((bytes, memory) => bytes + memory.buffer.byteLength, 0);
  return (await performance.measureUserAgentSpecificMemory()).bytes + modules;
}

/** Tasks over 50 ms that began since a moment, `[count, longest]`. */
export async function longTasksSince(moment) {
  await pause(50);
  const durations = longTasks.filter(([start]) => start >= moment).map(([, duration]) => duration);
  return [durations.length, Math.max(0, ...durations)];
}

export const now = () => performance.now();
