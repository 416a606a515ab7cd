// Two lines of help for making elements, and the pictures. Knows no panel.

import { OUTLINES } from "../../shared/customer.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`part` and others that have none as attributes) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== "part") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const bdi = (text) => element("bdi", { dir: "auto", textContent: text });

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of [["class", "icon"], ["viewBox", "0 0 16 16"], ["aria-hidden", "true"], ["focusable", "false"]]) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", OUTLINES[name]);
  svg.append(path);
  return svg;
}
