// What the documentation site reads out of the code, so that it cannot say something else: the element's interface,
// the tokens and their values, error codes, texts, options of the gateway, threats, and the titles of tests.
//
// It knows where each of these is written and how a table is made of it; pages ask for them by name.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { defaultsOf } from "./api.js";
import { code, escape, heading, inline, slug, table } from "./docs-markdown.js";
import { messagesOf, noticesOf } from "./texts.js";

/** Specs whose titles are the evidence of a page, by the name under which it asks for them. */
const EVIDENCE = {
  "tests-accessibility": ["axe", "keyboard", "themes", "language"],
  "tests-security": ["switch", "xss", "element", "panel", "frame"],
};

/** Everything that is read, and the tables made of it. */
export class Reference {
  #sources;

  constructor(sources) {
    this.#sources = sources;
  }

  /** Reads the sources, which stand at their places below the present directory. */
  static async read() {
    const text = (path) => readFile(path, "utf8");
    const specs = (await readdir(join("tests", "e2e"))).filter((file) => file.endsWith(".spec.js"));
    const titles = await Promise.all(specs.map(async (file) => [file.replace(".spec.js", ""), titlesOf(await text(join("tests", "e2e", file)))]));
    return new Reference({
      api: JSON.parse(await text("src/api.json")),
      defaults: defaultsOf(await text("src/styles/tokens.css")),
      failures: failuresOf(await text("src/failure.rs")),
      loading: listOf(await text("src/loader.js"), "LOAD_FAILURES = ["),
      misuse: misuseOf(await text("src/misuse.js")),
      notices: noticesOf(await text("src/notices.js")),
      messages: messagesOf(await text("src/messages.rs")),
      options: optionsOf(await text("crates/context-gateway/src/config.rs")),
      threats: tableOf(await text("SECURITY.md"), "| threat |"),
      mapping: await text("crates/context-gateway/mappings/contoso.toml"),
      themes: JSON.parse(await text("www/themes/index.json")),
      titles: Object.fromEntries(titles),
    });
  }

  /** The HTML of one generated part; its headings are added to the page's. */
  render(name, page) {
    const part = PARTS[name] ?? (EVIDENCE[name] && ((sources) => evidence(sources, EVIDENCE[name])));
    if (part === undefined) throw new Error(`${page.file}: nothing is generated under the name ${name}.`);
    const html = part(this.#sources, page);
    if (html.trim() === "") throw new Error(`${page.file}: ${name} is empty; the place it is read from has changed.`);
    return html;
  }
}

const PARTS = {
  attributes: ({ api }) => table("Attributes", ["Attribute", "Values", "Meaning"], api.attributes.map((it) =>
    [name(it), it.hint ? inline(it.hint) : it.values.map(mono).join(", "), says(it)])),
  properties: ({ api }) => table("Properties", ["Property", "Type", "Meaning"], api.properties.map((it) =>
    [`${name(it)}${it.readonly ? " <small>read-only</small>" : ""}`, mono(it.type), says(it)])),
  methods: ({ api }) => table("Methods", ["Method", "Gives", "What it does"], api.methods.map((it) => [mono(signature(it)), mono(it.returns), says(it)])),
  statics: ({ api }) => table("Static members", ["Member", "Gives", "What it does"], api.statics.map((it) =>
    [mono(it.parameters ? signature(it) : it.name), mono(it.returns ?? it.type), says(it)])),
  types: ({ api }) => code(Object.entries(api.types).map(([type, text]) => `type ${type} = ${text};`).join("\n"), "ts"),
  events: ({ api }, page) => api.events.map((it) => event(it, page)).join(""),
  slots: ({ api }) => table("Slots", ["Slot", "What goes there"], api.slots.map((it) => [it.name ? mono(it.name) : "default", says(it)])),
  parts: ({ api }) => table("Parts", ["Part", "What it is"], api.parts.map((it) => [name(it), says(it)])),
  states: ({ api }) => table("States", ["State", "Meaning"], api.states.map((it) => [mono(`:state(${it.name})`), says(it)])),
  "custom-properties": ({ api, defaults }) => table("Custom properties", ["Property", "Without it", "Sets"], api.customProperties.map((it) =>
    [name(it), fallback(defaults[it.name]), says(it)])),
  themes: ({ themes }) => table("Themes", ["File", "Name", "For"], themes.map((it) => [`<a href="../themes/${it.file}"><code>${it.file}</code></a>`, it.name, escape(it.about)])),
  messages: ({ messages }) => table("Texts", ["Key", "English"], messages.map(([key, text]) => [mono(key), escape(text)])),
  notices: ({ notices }) => table("Texts of the element", ["Key", "English"], Object.entries(notices).map(([key, text]) => [mono(key), escape(text)])),
  errors: ({ failures, loading, notices }, page) => table("Error codes", ["Code", "What happened"], [
    ...failures.map(({ code, text }) => [link(code, page), inline(text)]),
    ...loading.map((code) => [link(code, page), escape(`${notices[`boot.${code}`]} ${notices[`boot.${code}.detail`]}`)]),
  ]),
  misuse: ({ misuse }, page) => table("Mistakes of a page", ["Code", "What the console says"], misuse.map(([code, text]) => [link(code, page), escape(text)])),
  "gateway-options": ({ options }) => table("Options of serve", ["Option", "Variable", "Meaning"], options.map((it) => [mono(it.option), mono(it.variable), inline(it.text)])),
  threats: ({ threats }) => table("Threats", ["Threat", "Defence", "Proof"], threats.map((row) => row.map((cell) => inline(cell)))),
  mapping: ({ mapping }) => code(mapping.split("\n\n").slice(0, 12).join("\n\n"), "toml"),
};

function event(it, page) {
  const detail = it.detail.map((member) => [mono(member.name), mono(member.type)]);
  const cancelable = it.cancelable ? " Cancelable: after <code>preventDefault()</code> the panel leaves it to the page." : "";
  return heading(page, 3, mono(it.name), slug(it.name)) + `<p>${says(it)}${cancelable}</p>` +
    table(`Detail of ${it.name}`, ["Member of <code>detail</code>", "Type"], detail);
}

/** Titles of tests, with the file they are in. What a title leaves open at its `${…}` is shown as an ellipsis. */
function evidence({ titles }, specs) {
  const found = specs.filter((spec) => titles[spec]);
  return found.map((spec) => `<p><code>tests/e2e/${spec}.spec.js</code></p><ul>${titles[spec].map((title) => `<li>${escape(title)}</li>`).join("")}</ul>`).join("");
}

function link(code, page) {
  page.links.push(`#${code}`);
  return `<a href="#${code}"><code>${code}</code></a>`;
}

/** A value with its colours beside it; colours are drawn by attributes, for a strict policy allows no inline style. */
function fallback(value) {
  if (value === undefined) return "";
  const colors = value.match(/#[0-9a-f]{6}\b/g) ?? [];
  const swatches = colors.map((color) => `<svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" rx="3" fill="${color}"/></svg>`).join("");
  const words = value.startsWith("light-dark(oklch") ? "made of its tone" : value.replace(/var\(--_([a-z-]+)\)/g, "--cc-$1");
  return `${swatches}${words === value || swatches || !words.startsWith("made") ? mono(words) : words}`;
}

const mono = (text) => `<code>${escape(text)}</code>`;
const name = (it) => mono(it.name);

function says(it) {
  const text = it.text[0].toUpperCase() + it.text.slice(1);
  return inline(/[.!?]$/.test(text) ? text : `${text}.`);
}

function signature(it) {
  return `${it.name}(${it.parameters.map((parameter) => parameter.name + (parameter.optional ? "?" : "")).join(", ")})`;
}

/** Each variant of the enum with its code and its documentation. */
function failuresOf(text) {
  const body = text.split("pub enum Failure {")[1].split("\n}")[0];
  const variants = [...body.matchAll(/((?: {4}\/\/\/.*\n)+) {4}(\w+)/g)];
  const documented = new Map(variants.map(([, lines, variant]) => [variant, lines.replace(/^ *\/\/\/ ?/gm, "").replace(/\s+/g, " ").trim()]));
  const codes = [...text.matchAll(/Self::(\w+)(?: \{ \.\. \})? => "([a-z-]+)"/g)];
  return codes.map(([, variant, code]) => ({ code, text: documented.get(variant) ?? "" }));
}

function listOf(text, start) {
  return [...text.split(start)[1].split("]")[0].matchAll(/"([^"]+)"/g)].map(([, word]) => word);
}

/** Each code of a mistake with its advice; what is filled in is shown as an ellipsis. */
function misuseOf(text) {
  const advice = text.matchAll(/^ {2}"([a-z-]+)": \([^)]*\) => (?:`((?:[^`\\]|\\.)*)`|"([^"]*)"),$/gm);
  return [...advice].map(([, code, open, fixed]) => [code, (fixed ?? open).replace(/\$\{[^}]*\}/g, "…").replaceAll("\\`", "`")]);
}

/** The options of the gateway with their variables: what clap is told. */
function optionsOf(text) {
  const rows = text.matchAll(/((?: {4}\/\/\/ .*\n)+) {4}#\[arg\(long([^\]]*)\)\]\n(?: {4}#.*\n)* {4}pub (\w+):/g);
  return [...rows].map(([, lines, given, field]) => {
    const value = /value_name = "([^"]+)"/.exec(given)?.[1];
    const option = `--${field.replaceAll("_", "-")}${value ? ` ${value}` : ""}`;
    return { option, variable: /env = "([^"]+)"/.exec(given)?.[1] ?? "", text: `${lines.replace(/^ *\/\/\/ ?/gm, "").replace(/\s+/g, " ").trim()}.` };
  });
}

/** The body of a Markdown table that begins with these words. */
function tableOf(text, start) {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.startsWith(start));
  const rows = lines.slice(at + 2, lines.findIndex((line, index) => index > at && !line.startsWith("|")));
  return rows.map((row) => row.slice(1, -1).split("|").map((cell) => cell.trim()));
}

function titlesOf(text) {
  const found = text.matchAll(/\btest\((?:"([^"]+)"|`((?:[^`\\]|\\.)+)`)/g);
  return [...found].map(([, fixed, open]) => fixed ?? open.replace(/\$\{[^}]*\}/g, "…"));
}
