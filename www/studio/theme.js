// A theme while it is made: the tokens that are set, where they began, as a style sheet and as an address. Pure but for
// the parser of style sheets, which is the browser's.

import { TOKENS, asCss, read, tokenNamed } from "./tokens.js";

const VERSION = "v1";
/** Longer than any theme can be; what is longer is no theme. */
const LONGEST_ADDRESS = 8000;

/** The tokens that a style sheet sets on the element, by their names without prefix. */
export function valuesOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const rule = [...sheet.cssRules].find(({ selectorText }) => selectorText === "customer-context");
  const values = new Map();
  for (const token of TOKENS) {
    const value = read(token, rule?.style.getPropertyValue(`--cc-${token.name}`).trim() || null);
    if (value !== null) values.set(token.name, value);
  }
  return values;
}

/** A theme as a style sheet. */
export function sheetOf(values, selector = "customer-context") {
  const lines = TOKENS.filter(({ name }) => values.has(name)).map(({ name }) => `  --cc-${name}: ${asCss(values.get(name))};`);
  return `${selector} {\n${lines.join("\n")}\n}\n`;
}

/** What an address holds of a theme: its version, where it began, and what differs from there. */
export function addressOf(base, began, values) {
  const changes = TOKENS.map(({ name }) => name)
    .filter((name) => isChanged(name, began, values))
    .map((name) => `${name}=${encode(values.get(name))}`);
  return [VERSION, base, ...changes].join(";");
}

/** Whether a token is not what it was when the theme began. */
export function isChanged(name, began, values) {
  const text = (value) => (value === undefined ? "" : asCss(value));
  return text(values.get(name)) !== text(began.get(name));
}

/** The reverse of `addressOf`: `{ base, changes }`, or nothing when it is no theme of this version. */
export function changesIn(address, bases) {
  if (address.length > LONGEST_ADDRESS) return null;
  const [version, base, ...parts] = address.split(";");
  if (version !== VERSION || !bases.includes(base)) return null;
  const changes = new Map();
  for (const part of parts) {
    const [name, value = ""] = part.split("=");
    const token = tokenNamed(name);
    const given = token ? decode(token, value) : null;
    if (given !== null) changes.set(name, given);
  }
  return { base, changes };
}

/** Colours lose their sign, everything else is escaped. */
function encode(value) {
  const short = (color) => encodeURIComponent(color.replace(/^#/, ""));
  if (typeof value === "string") return encodeURIComponent(value);
  return value.light === value.dark ? short(value.light) : `${short(value.light)},${short(value.dark)}`;
}

function decode(token, value) {
  try {
    if (token.kind !== "color") return read(token, decodeURIComponent(value));
    const [light, dark = light] = value.split(",").map((part) => decodeURIComponent(part)).map((color) => (/^[\da-f]{3,8}$/i.test(color) ? `#${color}` : color));
    return read(token, { light, dark });
  } catch {
    return null;
  }
}
