// Every custom property of the panel that a theme may set: its kind, its bounds and the words for it. The list is that
// of the README, which a test compares. Knows neither a page nor a theme.

/** Kinds: `color` (a light and a dark value), `number`, `px`, `ms`, `family`, `shadow`. */
const row = (name, kind, label, more = {}) => ({ name, kind, label, ...more });

/** The properties in the order in which the studio shows them, by heading. */
export const GROUPS = [
  ["Text and ground", [
    row("text", "color", "Text"),
    row("text-muted", "color", "Muted text"),
    row("surface", "color", "Surface"),
    row("surface-raised", "color", "Raised surface"),
    row("border", "color", "Lines"),
    row("control-border", "color", "Outline of controls"),
  ]],
  ["Accent and tones", [
    row("accent", "color", "Accent"),
    row("on-accent", "color", "Text on accent"),
    row("danger", "color", "Danger"),
    row("warning", "color", "Warning"),
    row("success", "color", "Success"),
    row("focus-ring", "color", "Focus ring"),
  ]],
  ["Soft grounds", [
    row("accent-soft", "color", "Soft accent"),
    row("danger-soft", "color", "Soft danger"),
    row("warning-soft", "color", "Soft warning"),
    row("success-soft", "color", "Soft success"),
  ]],
  ["Departments", [
    row("department-support", "color", "Support"),
    row("department-billing", "color", "Billing"),
    row("department-sales", "color", "Sales"),
    row("department-marketing", "color", "Marketing"),
    row("department-store", "color", "Store"),
    row("department-web", "color", "Web"),
  ]],
  ["Type", [
    row("font-family", "family", "Typeface"),
    row("font-size", "px", "Size", { least: 11, most: 22, step: 0.5 }),
    row("line-height", "number", "Line height", { least: 1, most: 2, step: 0.05 }),
    row("type-scale", "number", "Contrast of sizes", { least: 0, most: 1.5, step: 0.05 }),
    row("font-weight", "number", "Weight", { least: 100, most: 900, step: 50 }),
    row("font-weight-medium", "number", "Weight of values", { least: 100, most: 900, step: 50 }),
    row("font-weight-strong", "number", "Weight of names", { least: 100, most: 900, step: 50 }),
  ]],
  ["Shape", [
    row("radius", "px", "Corner of the panel", { least: 0, most: 32, step: 1 }),
    row("radius-inner", "px", "Corner of boxes", { least: 0, most: 24, step: 1 }),
    row("radius-pill", "px", "Corner of filters", { least: 0, most: 999, step: 1 }),
    row("border-width", "px", "Width of lines", { least: 0, most: 4, step: 0.5 }),
    row("shadow", "shadow", "Shadow"),
  ]],
  ["Room and motion", [
    row("space", "px", "Base distance", { least: 2, most: 8, step: 0.5 }),
    row("density", "number", "Vertical distances", { least: 0.3, most: 2, step: 0.05 }),
    row("avatar-size", "px", "Avatar", { least: 20, most: 64, step: 1 }),
    row("max-height", "px", "Greatest height", { least: 200, most: 1200, step: 10 }),
    row("duration", "ms", "Duration of motion", { least: 0, most: 600, step: 10 }),
  ]],
];

/** All of them. */
export const TOKENS = GROUPS.flatMap(([, tokens]) => tokens);

const BY_NAME = new Map(TOKENS.map((token) => [token.name, token]));
const UNITS = { px: "px", ms: "ms", number: "" };
const LONGEST = 300;

/** The token of a name without its prefix, or nothing. */
export function tokenNamed(name) {
  return BY_NAME.get(name);
}

/**
 * The value as the token takes it, or `null` when it is none: a pair `{ light, dark }` for colours, text for the rest.
 * What comes from outside (an address, a text field) passes here before it becomes CSS.
 */
export function read(token, value) {
  if (token.kind === "color") return readPair(value);
  if (typeof value !== "string" || value.length > LONGEST || /[;{}<>\\]|\/\*|url\(|var\(|env\(/i.test(value)) return null;
  const text = value.trim();
  if (token.kind === "family") return CSS.supports("font-family", text) && text !== "" ? text : null;
  if (token.kind === "shadow") return CSS.supports("box-shadow", text) ? text : null;
  return readNumber(token, text);
}

/** The amount of a number with or without its unit. */
export function amount(value) {
  return Number.parseFloat(value);
}

/** A number as the token's CSS. */
export function withUnit(token, number) {
  return `${number}${UNITS[token.kind]}`;
}

/** A value as CSS text. */
export function asCss(value) {
  if (typeof value === "string") return value;
  return value.light === value.dark ? value.light : `light-dark(${value.light}, ${value.dark})`;
}

/** A colour of CSS in one of its plain forms: nothing that depends on other properties. */
export function isColor(text) {
  return typeof text === "string" && text.length < 80 && /^[#\w\s().,%/+-]+$/.test(text) && !/var\(|env\(|url\(|currentcolor|inherit|initial|unset|revert/i.test(text) && CSS.supports("color", text);
}

function readPair(value) {
  const pair = typeof value === "string" ? split(value) : value;
  if (typeof pair !== "object" || pair === null) return null;
  const { light, dark } = pair;
  return isColor(light) && isColor(dark) ? { light: light.trim(), dark: dark.trim() } : null;
}

/** `light-dark(a, b)` as its two values; anything else stands for both. */
function split(text) {
  const inner = /^light-dark\((.*)\)$/s.exec(text.trim())?.[1];
  if (inner === undefined) return { light: text.trim(), dark: text.trim() };
  let depth = 0;
  for (let at = 0; at < inner.length; at += 1) {
    if (inner[at] === "(") depth += 1;
    if (inner[at] === ")") depth -= 1;
    if (inner[at] === "," && depth === 0) return { light: inner.slice(0, at).trim(), dark: inner.slice(at + 1).trim() };
  }
  return null;
}

function readNumber(token, text) {
  const found = /^(-?\d+(?:\.\d+)?)(px|ms|rem)?$/.exec(text);
  if (!found) return token.name === "max-height" && text === "none" ? text : null;
  const [, digits, unit = ""] = found;
  if (unit !== "" && unit !== UNITS[token.kind]) return null;
  const number = Math.min(token.most, Math.max(token.least, Number(digits)));
  return withUnit(token, number);
}
