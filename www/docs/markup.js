// A small subset of HTML as elements, without the browser's parser: names and attributes from a list, text, and nothing
// that runs or fetches. It is for live examples, where the text is the reader's own or came with an address.

import { attributes as own } from "../../src/api.json";

const ELEMENTS = new Set(["customer-context", "a", "b", "br", "button", "code", "div", "em", "footer", "h2", "h3", "h4", "header", "li", "ol", "p", "section", "small", "span", "strong", "ul"]);
const ATTRIBUTES = /^(?:class|data-[a-z-]+|dir|hidden|href|id|lang|role|aria-[a-z]+|slot|tabindex|title|type)$/;
const OWN = new Set(own.map(({ name }) => name));
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const TAG = /^<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)*)\s*(\/?)>/i;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?/g;

/** The nodes that a text describes; says in an error what it cannot be. */
export function elementsOf(text) {
  const top = document.createElement("div");
  const open = [top];
  let rest = text.replace(/<!--[\s\S]*?-->/g, "");
  while (rest !== "") {
    const taken = rest.startsWith("<") ? tag(rest, open) : words(rest, open);
    rest = rest.slice(taken);
  }
  if (open.length > 1) throw new Error(`Markup: <${open.at(-1).localName}> is not closed.`);
  return [...top.childNodes];
}

function words(rest, open) {
  const end = rest.indexOf("<");
  const piece = end === -1 ? rest : rest.slice(0, end);
  open.at(-1).append(decode(piece));
  return piece.length;
}

function tag(rest, open) {
  const found = TAG.exec(rest);
  if (!found) throw new Error(`Markup: a tag is not complete near “${rest.slice(0, 24)}”.`);
  const [whole, closing, given, attributes, alone] = found;
  const name = given.toLowerCase();
  if (!ELEMENTS.has(name)) throw new Error(`Markup: <${name}> is not used in examples.`);
  if (closing) close(name, open);
  else begin(name, attributes, alone !== "" || name === "br", open);
  return whole.length;
}

function close(name, open) {
  if (open.length < 2 || open.at(-1).localName !== name) throw new Error(`Markup: </${name}> closes nothing.`);
  open.pop();
}

function begin(name, attributes, isEmpty, open) {
  const element = document.createElement(name);
  for (const [, attribute, double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
    write(element, attribute.toLowerCase(), decode(double ?? single ?? bare ?? ""));
  }
  open.at(-1).append(element);
  if (!isEmpty) open.push(element);
}

function write(element, name, value) {
  if (name === "endpoint") throw new Error("Markup: examples ask no gateway; the context comes from the properties.");
  if (name === "lang-src" && !/^\.\.\/examples\/[a-z/-]+\.json$/.test(value)) throw new Error("Markup: a file of texts is one of ../examples/.");
  if (!ATTRIBUTES.test(name) && !OWN.has(name)) throw new Error(`Markup: the attribute ${name} is not used in examples.`);
  if (name === "href" && !/^(?:https:|mailto:|tel:|#)/.test(value)) throw new Error("Markup: a link begins with https:, mailto:, tel: or #.");
  element.setAttribute(name, value);
}

function decode(text) {
  return text.replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole);
}
