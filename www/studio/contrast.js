// How well the panel's colours stand off from each other: which pairs meet on the screen, what WCAG 2.2 asks of each,
// and what a theme gives. The browser resolves the colours, so what is measured is what is painted.

/** What stands on what, by private token, and the least ratio: 4.5 for text (1.4.3), 3 for the rest (1.4.11). */
export const PAIRS = [
  ["text", "surface", 4.5], ["text", "surface-raised", 4.5],
  ["text", "danger-soft", 4.5], ["text", "warning-soft", 4.5], ["text", "success-soft", 4.5], ["text", "accent-soft", 4.5],
  ["text-muted", "surface", 4.5], ["text-muted", "surface-raised", 4.5],
  ["text-muted", "danger-soft", 4.5], ["text-muted", "warning-soft", 4.5], ["text-muted", "success-soft", 4.5],
  ["accent", "surface", 4.5], ["accent", "surface-raised", 4.5], ["accent", "accent-soft", 4.5], ["on-accent", "accent", 4.5],
  ["danger", "surface", 4.5], ["danger", "danger-soft", 4.5],
  ["warning", "surface", 4.5], ["warning", "warning-soft", 4.5],
  ["success", "surface", 4.5], ["success", "success-soft", 4.5],
  ["focus-ring", "surface", 3], ["edge", "surface", 3],
  ...["support", "billing", "sales", "marketing", "store", "web"].map((name) => [`department-${name}`, "surface", 3]),
].map(([front, back, least]) => ({ front, back, least }));

/** The public name of a private token, without its prefix. */
export function publicName(name) {
  return name === "edge" ? "control-border" : name;
}

/** Relative luminance of WCAG 2.2 of sRGB bytes. */
export function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast ratio of two opaque colours, 1 to 21. */
export function ratio(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Colours of any form to sRGB bytes, painted over one another as on the screen. */
export class Painter {
  #context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });

  /** The bytes of the last colour after all of them were painted, the first on white. */
  paint(...colors) {
    for (const color of ["#ffffff", ...colors]) {
      this.#context.fillStyle = color;
      this.#context.fillRect(0, 0, 1, 1);
    }
    return [...this.#context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }
}

/** The panel's private tokens, resolved under the public ones of an element in a document. */
export class Probe {
  #painter = new Painter();
  #mark = document.createElement("i");
  /** Put it where the public properties are set; it shows nothing. */
  element = document.createElement("div");

  /** `sheet` is the text of tokens.css. */
  constructor(sheet) {
    const root = this.element.attachShadow({ mode: "open" });
    const styles = new CSSStyleSheet();
    styles.replaceSync(sheet);
    root.adoptedStyleSheets = [styles];
    root.append(this.#mark);
    this.element.hidden = true;
  }

  /** The computed colour of a private token in a colour scheme. */
  color(name, scheme) {
    this.element.style.colorScheme = scheme;
    this.#mark.style.color = `var(--_${name})`;
    return getComputedStyle(this.#mark).color;
  }

  /** A private token as it is painted on the panel's ground, as `#rrggbb`. */
  hex(name, scheme) {
    return hex(this.#painter.paint(this.color("surface", scheme), this.color(name, scheme)));
  }

  /** Every pair in a colour scheme, with the bytes painted and the ratio they give. */
  measure(scheme) {
    return PAIRS.map((pair) => {
      const surface = this.color("surface", scheme);
      const ground = [surface, this.color(pair.back, scheme)];
      const back = this.#painter.paint(...ground);
      const front = this.#painter.paint(...ground, this.color(pair.front, scheme));
      return { ...pair, scheme, frontBytes: front, backBytes: back, ratio: ratio(front, back) };
    });
  }
}

/**
 * The nearest colour to `front` of the same hue that stands off enough from every ground: `demands` are the bytes of the
 * ground and the least ratio. As `#rrggbb`, or nothing when no shade of it reaches all.
 */
export function nearest(front, demands) {
  const painter = new Painter();
  const passes = (bytes) => demands.every(({ back, least }) => ratio(bytes, back) >= least);
  for (let share = 1; share <= 100; share += 1) {
    for (const pole of ["black", "white"]) {
      const bytes = painter.paint(`color-mix(in oklab, rgb(${front.join(" ")}), ${pole} ${share}%)`);
      if (passes(bytes)) return hex(bytes);
    }
  }
  return null;
}

/** Bytes as `#rrggbb`. */
export function hex(bytes) {
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
