// The controls of the tokens: a row for each, with what is set or, where nothing is, what holds without it. Tells of
// every change by its token and value; knows no theme and measures nothing.

import { element } from "./dom.js";
import { GROUPS, amount, asCss, isColor, read, withUnit } from "./tokens.js";

const SCHEMES = [["light", "Light"], ["dark", "Dark"]];
/** Groups that are open at first: what most themes change. */
const OPEN = new Set(["Text and ground", "Accent and tones"]);

/** Rows for all tokens. `onChange(token, value)` gets `null` for "as it began". */
export class Controls {
  #rows = new Map();
  #onChange;

  constructor(place, onChange) {
    this.#onChange = onChange;
    place.append(...GROUPS.map(([title, tokens]) => this.#group(title, tokens)));
  }

  /** Shows what holds: `valueOf(token)`, and whether that is a change, `isChanged(token)`. */
  show(valueOf, isChanged) {
    for (const [token, row] of this.#rows) {
      row.show(valueOf(token));
      row.mark(isChanged(token));
    }
  }

  #group(title, tokens) {
    const rows = tokens.map((token) => {
      const row = token.kind === "color" ? new ColorRow(token, this.#onChange) : new ValueRow(token, this.#onChange);
      this.#rows.set(token, row);
      return row.element;
    });
    const head = tokens[0].kind === "color" ? [element("p", { className: "schemes", "aria-hidden": "true" }, element("span", { textContent: "Light" }), element("span", { textContent: "Dark" }))] : [];
    return element("details", { className: "group", open: OPEN.has(title) }, element("summary", { textContent: title }), ...head, ...rows);
  }
}

/** What every row has: a name, a way back, and a mark when it was changed. */
class Row {
  element;

  constructor(token, onChange, fields) {
    this.back = element("button", { type: "button", className: "back", title: "Back to where it began", "aria-label": `${token.label}: back to where it began`, textContent: "×" });
    this.back.addEventListener("click", () => onChange(token, null));
    const name = element("span", { className: "name", id: `name-${token.name}` }, token.label);
    this.element = element("div", { className: `row ${token.kind}`, role: "group", "aria-labelledby": name.id, title: `--cc-${token.name}` }, name, ...fields, this.back);
  }

  /** Whether the token is not what it was when the theme began. */
  mark(isChanged) {
    this.element.classList.toggle("changed", isChanged);
    this.back.disabled = !isChanged;
  }
}

class ColorRow extends Row {
  #fields;

  constructor(token, onChange) {
    const fields = new Map(SCHEMES.map(([scheme, word]) => [scheme, fieldsOf(token, word)]));
    super(token, onChange, [...fields.values()].map(({ element }) => element));
    this.#fields = fields;
    for (const { picker, text } of fields.values()) {
      picker.addEventListener("input", () => {
        text.value = picker.value;
        onChange(token, this.#value());
      });
      text.addEventListener("change", () => {
        text.setAttribute("aria-invalid", String(!isColor(text.value)));
        if (isColor(text.value)) onChange(token, this.#value());
      });
    }
  }

  show(value) {
    for (const [scheme, { picker, text }] of this.#fields) {
      if (document.activeElement !== text) {
        text.value = value[scheme];
        text.setAttribute("aria-invalid", "false");
      }
      picker.value = value.hex[scheme];
    }
  }

  #value() {
    return Object.fromEntries([...this.#fields].map(([scheme, { text }]) => [scheme, text.value.trim()]));
  }
}

function fieldsOf(token, word) {
  const picker = element("input", { type: "color", "aria-label": `${word}, picker` });
  const text = element("input", { type: "text", spellcheck: false, autocomplete: "off", "aria-label": `${word}, value` });
  return { picker, text, element: element("span", { className: "pair" }, picker, text) };
}

class ValueRow extends Row {
  #token;
  #text;
  #slider = null;

  constructor(token, onChange) {
    const text = element("input", { type: "text", spellcheck: false, autocomplete: "off", "aria-label": "Value" });
    const slides = token.least !== undefined;
    const slider = slides ? element("input", { type: "range", min: token.least, max: token.most, step: token.step, "aria-label": "Slider" }) : null;
    super(token, onChange, slides ? [slider, text] : [text]);
    this.#token = token;
    this.#text = text;
    this.#slider = slider;
    slider?.addEventListener("input", () => onChange(token, withUnit(token, Number(slider.value))));
    text.addEventListener("change", () => {
      const value = read(token, text.value);
      text.setAttribute("aria-invalid", String(value === null));
      if (value !== null) onChange(token, value);
    });
  }

  show(value) {
    const css = asCss(value);
    if (document.activeElement !== this.#text) {
      this.#text.value = css;
      this.#text.setAttribute("aria-invalid", "false");
    }
    const number = amount(css);
    if (this.#slider) this.#slider.value = String(Number.isNaN(number) ? this.#token.most : number);
  }
}
