// Runs in the page: what an agent does to a panel, and how long it takes until the result is laid out and painted.
// Knows what has to be there in the end, not which candidate it is.

import { wasmMemories } from "./candidates.js";
import { news } from "./fixture.js";
import {
  calendar, chip, fetchAndShow, followed, holds, insert, isDrawn, isOf, items, name, numberOf, painted, says, show, shown, start,
  toTop, type, unmount,
} from "./panel.js";
import { contextText, dayAt, expected } from "./reference.js";

export { check } from "./check.js";
export { start } from "./panel.js";

const DEPARTMENTS = [["billing", "Billing"], ["support", "Support"], ["web", "Web"], ["sales", "Sales"]];

const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((it) => [it.startTime, it.duration]))).observe({ type: "longtask" });

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** `[laid out, painted]`: milliseconds from `act` until `isTrue` and laid out, and until it is on the screen. */
async function timed(what, act, isTrue) {
  const start = performance.now();
  act();
  return (await shown(what, isTrue)).map((moment) => moment - start);
}

/** Opens a customer who is fetched; how long until the rows are there. */
export async function open(id) {
  const { first, total } = await expected(id);
  const time = await timed(`opening ${id}`, () => { fetchAndShow(id); }, () => isDrawn(first) && says(total, total));
  await followed();
  return time;
}

/** Shows customers one after the other whose contexts are in the page. */
export async function switches(ids, times) {
  const texts = await Promise.all(ids.map(contextText));
  const taken = [];
  for (let turn = 0; turn < times; turn += 1) {
    const next = JSON.parse(texts[turn % texts.length]);
    const first = numberOf(next.interactions.items[0].description);
    taken.push(await timed(`switch ${turn}`, () => show(next), () => name() === next.profile.name.full && isDrawn(first)));
    await pause(30);
  }
  return taken;
}

/** Presses chips; `words` are in the search field meanwhile. Chips may add up: everything in between. */
export async function filters(id, times, words = "") {
  const { total: all } = await expected(id);
  await narrow(words, id);
  const taken = [];
  for (let turn = 0; turn < times; turn += 1) {
    const [department, label] = turn % 2 === 1 ? ["", "All"] : DEPARTMENTS[(turn / 2) % DEPARTMENTS.length];
    const { total, first } = await expected(id, { department, words });
    if (total === 0) continue;
    const isThere = () => says(total, all) && isDrawn(first) && items().every((item) => isOf(item, department));
    taken.push(await timed(`filter ${label}`, () => chip(label).click(), isThere));
    await pause(30);
  }
  await narrow("", id);
  return taken;
}

async function narrow(words, id) {
  const [{ total }, { total: all }] = [await expected(id, { words }), await expected(id)];
  type(words);
  await shown(`“${words}”`, () => says(total, all));
}

/** Types words into the search field at once, and takes them out again. */
export async function searches(id, queries) {
  const { total: all } = await expected(id);
  const taken = [];
  for (const words of queries.flatMap((words) => [words, ""])) {
    const { total, first } = await expected(id, { words });
    const isThere = () => says(total, all) && isDrawn(first) && items().every((item) => holds(item, words));
    const time = await timed(`search “${words}”`, () => type(words), isThere);
    if (words !== "") taken.push(time);
    await pause(30);
  }
  return taken;
}

/** Brings news one by one, each newer than those before. */
let brought = 0;
export async function inserts(customer, times) {
  const taken = [];
  toTop();
  await painted();
  for (let turn = 0; turn < times; turn += 1) {
    brought += 1;
    const item = news(customer, brought, Date.now());
    const number = numberOf(item.description);
    taken.push(await timed(`news ${brought}`, () => insert(item), () => isDrawn(number)));
    await pause(10);
  }
  return taken;
}

/** Goes to days far apart. `places` count from the newest. */
export async function jumps(id, places) {
  const days = await Promise.all(places.map((place) => dayAt(id, place)));
  const { choose, close } = await calendar();
  const taken = [];
  for (const { day, newest } of days) {
    taken.push(await timed(`jump to ${day}`, () => choose(day), () => isDrawn(newest)));
    await pause(30);
  }
  close();
  toTop();
  await painted();
  return taken;
}

/** Puts panels into the page and takes them out again. */
export async function cycles(candidate, script, times) {
  const customer = JSON.parse(await contextText("bench-21-20"));
  for (let turn = 0; turn < times; turn += 1) {
    await start(candidate, script);
    show(customer);
    await shown(`panel ${turn}`, () => name() === customer.profile.name.full);
    unmount();
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
