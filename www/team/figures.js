// What a summary says: totals, the chart, departments and days as tables. Knows how counts are shown, not where from.

import { element } from "../console/dom.js";
import { chart } from "./chart.js";
import { departmentName, longDay, number, share, sum } from "./format.js";

const COLUMNS = Object.freeze([
  ["Avoided", ({ avoided }) => number(avoided)],
  ["Asked all the same", ({ happened }) => number(happened)],
  ["Share avoided", share],
  ["Suggested", ({ suggested }) => number(suggested)],
  ["Confirmed", ({ confirmed }) => number(confirmed)],
  ["Hand-offs", ({ handoff }) => number(handoff)],
]);

/** Everything about a summary, as nodes. */
export function figures(summary) {
  const days = summary.days.map(({ day, departments }) => ({ day, ...sum(departments) }));
  return [totals(summary.totals), chartSection(summary, days), departmentsSection(summary), daysSection(days)];
}

/** The summary in one sentence. */
export function sentence({ totals, days }) {
  const all = totals.avoided + totals.happened;
  if (all === 0) return `In ${days.length} days no question was about to be repeated.`;
  return `In ${days.length} days ${number(totals.avoided)} of ${number(all)} repeat asks were avoided: ${share(totals)}.`;
}

function totals(counts) {
  const [avoided, happened, rate, ...others] = COLUMNS.map(([name, write]) => figure(name, write(counts)));
  rate.classList.add("main-figure");
  return element("dl", { class: "totals" }, rate, avoided, happened, ...others);
}

function figure(name, value) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, value));
}

function chartSection(summary, days) {
  const legend = element("ul", { class: "legend" }, entry("avoided", "Avoided"), entry("happened", "Asked all the same"));
  return section("Repeat asks by day", legend, chart(days, sentence(summary)));
}

function entry(name, text) {
  return element("li", { class: `key-${name}` }, text);
}

function departmentsSection({ days }) {
  const all = days.flatMap((day) => day.departments);
  const names = [...new Set(all.map(({ department }) => department))].sort();
  if (names.length === 0) return section("Departments", element("p", { class: "quiet" }, "Nothing was counted in these days."));
  const rows = names.map((name) => [departmentName(name), sum(all.filter(({ department }) => department === name))]);
  return section("Departments", table("Counts by department", "Department", rows));
}

function daysSection(days) {
  const rows = days.toReversed().map((day) => [longDay(day.day), day]);
  const details = element("details", {}, element("summary", {}, "The days as a table"), table("Counts by day, in UTC", "Day", rows));
  return section("Days", details);
}

function table(caption, first, rows) {
  const head = [first, ...COLUMNS.map(([name]) => name)].map((name) => element("th", { scope: "col" }, name));
  const body = rows.map(([name, counts]) => element("tr", {}, element("th", { scope: "row" }, name), ...COLUMNS.map(([, write]) => element("td", {}, write(counts)))));
  const node = element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
  // It scrolls by itself where it is too wide, so the keyboard has to get there.
  return element("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": caption }, node);
}

function section(title, ...content) {
  return element("section", {}, element("h2", {}, title), ...content);
}
