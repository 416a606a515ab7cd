// Builds DOM nodes by calls alone, so that no text can turn into markup. Knows nothing of the console.

const SVG = "http://www.w3.org/2000/svg";

/**
 * One element. `properties` starting with `on` are listeners, `data-`, `aria-` and unknown names are attributes,
 * `null`, `undefined` and `false` are left out; children are nodes or text.
 */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "value") node.value = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A value somebody outside the company chose: isolated, so that its direction cannot disturb its surroundings. */
export function foreign(text) {
  return element("bdi", { dir: "auto" }, text);
}

/** A drawing of one stroke, hidden from assistive technology because words stand beside it. */
export function drawing(paths, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  for (const data of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", data);
    svg.append(path);
  }
  return svg;
}

/** Writes only when something changes: an unchanged text keeps the reader's selection. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Sets an attribute, or removes it when the value is empty, and only when that changes something. */
export function setAttribute(node, name, value) {
  const wanted = value === null || value === undefined || value === "" ? null : String(value);
  if (node.getAttribute(name) === wanted) return;
  if (wanted === null) node.removeAttribute(name);
  else node.setAttribute(name, wanted);
}
