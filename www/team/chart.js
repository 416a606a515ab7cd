// A chart of repeat asks by day: avoided below, asked all the same above, told apart by hatching as well as by colour.
// Knows geometry, not where the counts are from. What it shows is in the table below it too.

import { longDay, number, shortDay } from "./format.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 240;
const MARGIN = Object.freeze({ top: 12, end: 4, bottom: 26, start: 40 });

/** A chart of `[{ day, avoided, happened }]` that is as wide as its place. */
export function chart(days, label) {
  const place = document.createElement("div");
  place.className = "chart";
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0) place.replaceChildren(draw(days, label, width));
  });
  observer.observe(place);
  return place;
}

function draw(days, label, width) {
  const root = shape("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": label });
  const top = scaleTop(Math.max(...days.map(({ avoided, happened }) => avoided + happened)));
  const inner = { width: width - MARGIN.start - MARGIN.end, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const y = (count) => MARGIN.top + inner.height * (1 - count / top);
  root.append(hatching(), ...[0, top / 2, top].flatMap((count) => line(count, y(count), width)));
  const step = inner.width / days.length;
  const every = Math.ceil(64 / step);
  days.forEach((day, at) => {
    const x = MARGIN.start + at * step;
    root.append(bar(day, { x, step, y }));
    if (at % every === 0 && x + step / 2 + 20 < width) root.append(text(shortDay(day.day), { x: x + step / 2, y: HEIGHT - 8, "text-anchor": "middle" }));
  });
  return root;
}

function bar(day, { x, step, y }) {
  const group = shape("g", {});
  const title = shape("title", {});
  title.textContent = `${longDay(day.day)}: ${number(day.avoided)} avoided, ${number(day.happened)} asked all the same`;
  const gap = Math.min(step * 0.2, 6);
  const box = { x: x + gap / 2, width: Math.max(step - gap, 1) };
  const rectangle = (from, to, name) => shape("rect", { ...box, y: y(to), height: y(from) - y(to), class: name });
  const all = day.avoided + day.happened;
  const asked = rectangle(day.avoided, all, "happened");
  const hatched = rectangle(day.avoided, all, "hatched");
  hatched.setAttribute("fill", "url(#hatching)");
  group.append(title, rectangle(0, day.avoided, "avoided"), asked, hatched);
  return group;
}

function line(count, y, width) {
  const rule = shape("line", { x1: MARGIN.start, x2: width - MARGIN.end, y1: y, y2: y, class: "rule" });
  return [rule, text(number(count), { x: MARGIN.start - 6, y: y + 4, "text-anchor": "end" })];
}

function hatching() {
  const definitions = shape("defs", {});
  const pattern = shape("pattern", { id: "hatching", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(shape("line", { x1: 0, x2: 0, y1: 0, y2: 5, class: "hatch" }));
  definitions.append(pattern);
  return definitions;
}

/** The next round number that halves well. */
function scaleTop(most) {
  const size = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return Math.max(2, [1, 2, 4, 6, 8, 10].map((factor) => factor * size).find((top) => top >= most));
}

function text(content, attributes) {
  const node = shape("text", attributes);
  node.textContent = content;
  return node;
}

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}
