// The theme studio: holds the theme, shows it on every state, measures it, and hands it out as a style sheet or an
// address. Everything stays in the page; the address keeps the theme in its fragment, which no server sees.

import { Probe } from "./contrast.js";
import { Controls } from "./controls.js";
import { element } from "./dom.js";
import { Report } from "./report.js";
import { startService } from "./service.js";
import { STATES, panelOf } from "./states.js";
import { addressOf, changesIn, isChanged, sheetOf, valuesOf } from "./theme.js";

const SAID_MS = 4000;

startService();

const stage = document.getElementById("stage");
const base = document.getElementById("base");
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

const [themes, tokens] = await Promise.all([
  fetch("../themes/index.json").then((response) => response.json()),
  fetch("../docs/tokens.css").then((response) => response.text()),
]);
const shipped = new Map(await Promise.all(themes.map(async (theme) => {
  const css = await (await fetch(`../themes/${theme.file}`)).text();
  return [theme.file.replace(".css", ""), { ...theme, values: valuesOf(css) }];
})));
/** What holds without any theme: the neutral one writes it out. */
const defaults = shipped.get("neutral").values;

const probe = new Probe(tokens);
stage.append(probe.element);
const controls = new Controls(document.getElementById("groups"), change);
const report = new Report((token, scheme, color) => change(token, { ...(values.get(token.name) ?? hexOf(token.name)), [scheme]: color }));
let values = new Map();

base.append(...[...shipped].map(([value, { name }]) => element("option", { value, textContent: name })));
base.addEventListener("change", () => start(base.value));
drawStates();
wireView();
wireButtons();
addEventListener("hashchange", open);
open();

/** The theme of the address, or the neutral one. */
function open() {
  const found = changesIn(location.hash.slice(1), [...shipped.keys()]);
  base.value = found?.base ?? "neutral";
  values = startOf(base.value);
  for (const [name, value] of found?.changes ?? []) values.set(name, value);
  draw();
}

/** The values with which a shipped theme begins; the neutral one sets nothing, so that only changes are written. */
function startOf(name) {
  return name === "neutral" ? new Map() : new Map(shipped.get(name).values);
}

function start(name) {
  values = startOf(name);
  draw();
}

/** Sets a token; `null` takes it back to where it began. */
function change({ name }, value) {
  const next = value ?? startOf(base.value).get(name);
  if (next === undefined) values.delete(name);
  else values.set(name, next);
  draw();
}

function draw() {
  sheet.replaceSync(sheetOf(values, ".stage"));
  document.getElementById("base-about").textContent = shipped.get(base.value).about;
  document.getElementById("css").textContent = css();
  const began = startOf(base.value);
  controls.show(valueOf, ({ name }) => isChanged(name, began, values));
  report.show(["light", "dark"].flatMap((scheme) => probe.measure(scheme)));
  const address = addressOf(base.value, began, values);
  const bare = address === "v1;neutral";
  history.replaceState(null, "", bare ? location.pathname + location.search : `#${address}`);
}

/** What holds for a token, set or not; colours with the bytes that a picker can show. */
function valueOf(token) {
  const value = values.get(token.name);
  if (token.kind !== "color") return value ?? defaults.get(token.name) ?? (token.name === "max-height" ? "none" : "");
  const hex = hexOf(token.name);
  return { ...(value ?? hex), hex };
}

function hexOf(name) {
  const own = name === "control-border" ? "edge" : name;
  return { light: probe.hex(own, "light"), dark: probe.hex(own, "dark") };
}

function css() {
  if (values.size === 0) return "/* Nothing is changed yet: the panel has its own looks. */\n";
  const from = base.value === "neutral" ? "" : ` It began as ${shipped.get(base.value).name}.`;
  return `/* A theme for <customer-context>, made in its studio.${from} */\n\n${sheetOf(values)}`;
}

function drawStates() {
  for (const state of STATES) {
    const id = `state-${state.id}`;
    const panels = ["light", "dark"].map((scheme) => {
      const panel = panelOf(state, scheme);
      panel.dataset.state = state.id;
      return element("div", { className: `cell ${scheme}` }, panel);
    });
    const head = element("header", {}, element("h3", { id, textContent: state.title }), element("p", { textContent: state.why }));
    stage.append(element("section", { className: "state", "aria-labelledby": id }, head, ...panels));
  }
}

/** How the panels are looked at; none of it is a part of the theme. */
function wireView() {
  const panels = () => stage.querySelectorAll("customer-context");
  const width = document.getElementById("width");
  const view = new CSSStyleSheet();
  document.adoptedStyleSheets.push(view);
  width.addEventListener("input", () => {
    document.getElementById("width-shown").textContent = `${width.value} px`;
    view.replaceSync(`.stage { --width: ${Number(width.value)}px; }`);
  });
  document.getElementById("compact").addEventListener("change", ({ target }) => {
    for (const panel of panels()) panel.density = target.checked ? "compact" : null;
  });
  document.getElementById("rtl").addEventListener("change", ({ target }) => {
    for (const panel of panels()) Object.assign(panel, target.checked ? { lang: "ar", dir: "rtl" } : { lang: "", dir: "" });
  });
}

function wireButtons() {
  const on = (id, act) => document.getElementById(id).addEventListener("click", act);
  on("copy", () => copy(css(), "The style sheet is copied."));
  on("share", () => copy(location.href, "The link is copied. It holds the theme and nothing else."));
  on("reset", () => {
    start(base.value);
    say(`Back to ${shipped.get(base.value).name}.`);
  });
  on("download", () => {
    const address = URL.createObjectURL(new Blob([css()], { type: "text/css" }));
    element("a", { href: address, download: "customer-context-theme.css" }).click();
    URL.revokeObjectURL(address);
    say("The style sheet is downloaded.");
  });
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say("The browser did not allow copying. The style sheet is at the end of this column.");
  }
}

function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.classList.add("shown");
  setTimeout(() => place.classList.remove("shown"), SAID_MS);
}
