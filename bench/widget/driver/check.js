// Runs in the page: whether a candidate does what all have to do, or else its times would be those of another panel. Looks
// at what is on the screen and compares it with what the server finds among all records. Knows no candidate by name.

import { news } from "./fixture.js";
import {
  all, calendar, chip, chips, facts, fetchAndShow, followed, grouped, holds, insert, isDrawn, isOf, items, name, numberOf, one, painted,
  says, scroller, show, start, text, toTop, type,
} from "./panel.js";
import { contextText, dayAt, expected, records } from "./reference.js";

/** On a machine that has other things to do as well. */
const PATIENCE_MS = 10_000;
/** Words that many rows have, letters with marks typed with and without them, two words, and none that is there. */
const QUERIES = ["invoice", "zurich", "Zürich", "cafe", "question invoice", "xylophone"];

/** `{ passed, faults, ledger }`: how many checks it passed, what was wrong in the others, and what it says of answers. */
export async function check(candidate, script, size) {
  await start(candidate, script);
  const report = { passed: 0, faults: [], ledger: [] };
  for (const [number, [what, run]] of CHECKS.entries()) {
    // A customer for every check: nothing is left over from the one before.
    const customer = 40 + number;
    try {
      await run({ customer, id: `bench-${customer}-${size}`, size, report });
      report.passed += 1;
    } catch (error) {
      report.faults.push(`${what}: ${error.message}`);
    }
  }
  return report;
}

const CHECKS = [
  ["every row, newest first", everyRow],
  ["how many each department has", facets],
  ["a department alone", departments],
  ["search", search],
  ["search in a department", searchInDepartment],
  ["what was found is marked", marks],
  ["something new stands at the top", newest],
  ["something late stands at its time", late],
  ["something changed is replaced", changed],
  ["what is looked at stays where it is", steady],
  ["going to a date", jumps],
  ["another customer", switches],
  ["older pages", older],
  ["a section closes and opens", sections],
];

async function opened({ id, size }) {
  const { first } = await expected(id);
  fetchAndShow(id);
  await until(() => isDrawn(first) && says(size, size), `${first} of ${grouped(size)}`);
  await followed();
}

async function everyRow(given) {
  await opened(given);
  await hasRows(given.id, given.size);
  given.report.ledger = ledger();
}

async function facets(given) {
  await opened(given);
  const { facets } = JSON.parse(await contextText(given.id)).interactions;
  const found = chips().map((it) => it.textContent.trim().replace(/\s+/g, " "));
  for (const [department, count] of Object.entries(facets.department)) {
    const label = `${department[0].toUpperCase()}${department.slice(1)} ${grouped(count)}`;
    if (!found.includes(label)) throw new Error(`no “${label}” among ${found.join(", ")}`);
  }
}

async function departments(given) {
  await opened(given);
  for (const [label, department] of [["Billing", "billing"], ["All", ""], ["Web", "web"], ["All", ""]]) {
    chip(label).click();
    await hasRows(given.id, given.size, { department });
    if (!items().every((item) => isOf(item, department))) throw new Error(`other rows under ${label}`);
  }
}

async function search(given) {
  await opened(given);
  for (const words of [...QUERIES, ""]) {
    type(words);
    await hasRows(given.id, given.size, { words });
  }
}

async function searchInDepartment(given) {
  await opened(given);
  type("the");
  await hasRows(given.id, given.size, { words: "the" });
  chip("Support").click();
  await hasRows(given.id, given.size, { words: "the", department: "support" });
  type("");
  await hasRows(given.id, given.size, { department: "support" });
}

async function marks(given) {
  await opened(given);
  type("zurich");
  await until(() => items().length > 0 && items().every((item) => holds(item, "zurich")), "rows with the word");
  const found = items().map((item) => [...item.querySelectorAll("mark")].map((mark) => mark.textContent).join(" "));
  same(found, found.map(() => "Zürich"));
}

async function newest(given) {
  await opened(given);
  const item = news(given.customer, 1, Date.now());
  insert(item);
  await until(() => says(given.size + 1, given.size + 1), "one more");
  await until(() => inOrder()[0] === numberOf(item.description), "it at the top");
}

async function late(given) {
  await opened(given);
  const { items: [before, after] } = await records(given.id, { from: 3, limit: 2 });
  const at = [before, after].map((it) => Date.parse(it.interactionDate.startDateTime));
  const item = news(given.customer, 1, (at[0] + at[1]) / 2);
  insert(item);
  await until(() => says(given.size + 1, given.size + 1), "one more");
  const wanted = [before, item, after].map((it) => numberOf(it.description));
  await until(() => inOrder().slice(3, 6).join() === wanted.join(), `${wanted.join(", ")} in fourth place`);
}

async function changed(given) {
  await opened(given);
  const { items: [, second] } = await records(given.id, { limit: 2 });
  insert({ ...second, description: "Said anew, no. changed." });
  await until(() => inOrder()[1] === "changed", "the new text in its place");
  if (!says(given.size, given.size)) throw new Error(`now “${facts()}”`);
}

async function steady(given) {
  await opened(given);
  scroller().scrollTop = 2_000;
  await settled();
  const [number, before] = leading();
  const item = news(given.customer, 1, Date.now());
  insert(item);
  await until(() => says(given.size + 1, given.size + 1), "one more");
  await settled();
  const after = places().find(([other]) => other === number)?.[1];
  if (after === undefined || Math.abs(after - before) > 2) throw new Error(`${number} went from ${before} to ${after}`);
  toTop();
  await until(() => inOrder()[0] === numberOf(item.description), "the new one above");
}

async function jumps(given) {
  await opened(given);
  const { choose, close } = await calendar();
  for (const place of [Math.floor(given.size / 2), 2, Math.floor(given.size / 4)]) {
    const { day, newest } = await dayAt(given.id, place);
    choose(day);
    await until(() => leading()[0] === newest, `${newest} of ${day} in the first place`);
  }
  close();
}

async function switches({ customer, report }) {
  const contexts = await Promise.all([0, 1].map(async (more) => JSON.parse(await contextText(`bench-${60 + customer * 2 + more}-20`))));
  for (const context of [...contexts, contexts[0]]) {
    show(structuredClone(context));
    await until(() => name() === context.profile.name.full && says(20, 20), context.profile.name.full);
    const wanted = context.interactions.items.map((item) => numberOf(item.description));
    await until(() => inOrder()[0] === wanted[0], `${wanted[0]} at the top`);
    same(await rowsSeen(), wanted);
    const other = contexts.find((it) => it !== context);
    for (const trace of [other.profile.name.full, numberOf(other.interactions.items[0].description)]) {
      if (text().includes(trace)) throw new Error(`“${trace}” of another customer is still there`);
    }
  }
  if (report.ledger.length === 0) throw new Error("nothing that was answered is shown");
}

/** The first page is there; the others come by pressing, or by themselves near the end. */
async function older(given) {
  const { first } = await expected(given.id);
  fetchAndShow(given.id, { whole: false });
  await until(() => isDrawn(first) && facts().endsWith(` of ${grouped(given.size)}`), "the first page");
  await until(() => {
    const { scrollTop, scrollHeight } = scroller();
    if (scrollTop < scrollHeight) scroller().scrollTop = scrollHeight;
    one(".more:not([aria-disabled=true])")?.click();
    return says(given.size, given.size);
  }, "all pages");
  await hasRows(given.id, given.size);
}

async function sections(given) {
  await opened(given);
  const toggle = one(".toggle");
  for (const isOpen of [false, true]) {
    toggle.click();
    await until(() => one(".toggle").ariaExpanded === String(isOpen) && items().some(isSeen) === isOpen, isOpen ? "it open" : "it closed");
  }
}

const isSeen = (item) => item.getClientRects().length > 0;

/** Scrolls through all of it and compares with what the server has. */
async function hasRows(id, size, filter = {}) {
  const { items, total } = await records(id, { ...filter, limit: size });
  await until(() => says(total, size), `“${grouped(total)} of ${grouped(size)}” under ${JSON.stringify(filter)}`);
  await settled();
  same(await rowsSeen(), items.map((item) => numberOf(item.description)));
}

async function rowsSeen() {
  const seen = new Set();
  toTop();
  for (;;) {
    await settled();
    const rows = inOrder();
    if (new Set(rows).size < rows.length) throw new Error(`a row twice: ${rows.join(", ")}`);
    for (const number of rows) seen.add(number);
    const { scrollTop, scrollHeight, clientHeight } = scroller();
    if (scrollTop + clientHeight >= scrollHeight - 1) break;
    scroller().scrollTop = scrollTop + clientHeight / 2;
  }
  toTop();
  await settled();
  return [...seen];
}

/** The rows that are drawn with the places of their upper edges below the scroller's, from the top. */
function places() {
  const { top } = scroller().getBoundingClientRect();
  const rows = items().filter(isSeen).map((item) => [numberOf(item.textContent), item.getBoundingClientRect().top - top]);
  return rows.sort((a, b) => a[1] - b[1]);
}

const inOrder = () => places().map(([number]) => number);

/** The first row of which nothing is cut off. */
const leading = () => places().find(([, place]) => place >= -1) ?? [null, NaN];

/** What is to be seen of every answer; what is said to a screen reader beside it may differ. */
const ledger = () => all('.section-ledger [part~="field"]').map((field) => {
  const seen = field.cloneNode(true);
  seen.querySelectorAll(".spoken").forEach((spoken) => spoken.remove());
  const [label, value] = ["label", "value"].map((part) => seen.querySelector(`[part~="${part}"]`)?.textContent.trim());
  return `${label}: ${value}`;
});

function same(found, wanted) {
  if (found.length === wanted.length && found.every((it, place) => it === wanted[place])) return;
  const place = wanted.findIndex((it, at) => it !== found[at]);
  throw new Error(`${found.length} rows instead of ${wanted.length}; at ${place}: ${found[place]} instead of ${wanted[place]}`);
}

async function settled() {
  await painted();
  await painted();
}

async function until(isTrue, what) {
  const start = performance.now();
  while (!isTrue()) {
    if (performance.now() - start > PATIENCE_MS) throw new Error(`never ${what}, but “${facts()}”, first ${inOrder().slice(0, 3).join(", ")}`);
    await painted();
  }
}
