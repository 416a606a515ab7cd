// The element's shadow tree: the slots around the panel, and the stage on which the skeleton, a notice or the
// panel stands. Built by DOM calls only, so that a page may require Trusted Types. Knows no customer.

import css from "virtual:styles";

/** The bars of the skeleton; skeleton.rs draws the same ones, so that nothing jumps when the module is there. */
const BONES = ["round", "title", "line", "block", "row", "row", "row", "row", "block"];
/** A triangle, as in icon.rs. */
const WARNING = "M8 2.5l6 11H2zM8 6.5v3.2M8 11.8v.2";
const SVG = "http://www.w3.org/2000/svg";

const sheets = new WeakMap();

/** One sheet for all elements of a document. */
function sheetFor(owner) {
  if (!sheets.has(owner)) {
    const sheet = new owner.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(owner, sheet);
  }
  return sheets.get(owner);
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function slot(name) {
  return element("slot", name ? { name } : {});
}

function part(made, names) {
  made.setAttribute("part", names);
  return made;
}

/** What stands in the shadow root. */
export class Stage {
  #host;
  #root;
  #stage = element("div", { className: "stage" });
  #draft = slot("draft");
  #spoken = element("p", { className: "spoken" });

  constructor(host, mode) {
    this.#host = host;
    this.#root = host.attachShadow({ mode });
    this.#spoken.setAttribute("role", "status");
    this.#root.append(slot("before"), this.#stage, slot("after"), this.#draft, slot("footer"), this.#spoken);
    this.#root.addEventListener("keydown", keepPlainKeys);
    this.adopt();
  }

  /** Tells when the host has put its draft into the slot, or has taken it out. */
  onDraft(run) {
    this.#draft.addEventListener("slotchange", run);
  }

  /** Puts the style sheet of the host's document to use; needed again after a move to another document. */
  adopt() {
    const owner = this.#host.ownerDocument;
    if (owner.defaultView) this.#root.adoptedStyleSheets = [sheetFor(owner)];
  }

  /** Whether the panel is in the document. */
  shows(container) {
    return this.#stage.firstChild === container;
  }

  /** The panel; whatever stood here is gone. */
  showPanel(container) {
    if (!this.shows(container)) this.#stage.replaceChildren(container);
    this.#stage.removeAttribute("aria-busy");
  }

  /** The host's own placeholder if it has one, else grey lines. Nothing of a customer is left in the tree. */
  showWaiting() {
    this.#stage.replaceChildren(hasPlaceholder(this.#host) ? slot() : skeleton());
    this.#stage.setAttribute("aria-busy", "true");
    this.say("");
  }

  /** A message with a way to try again, as notice.rs draws them, and below it the host's own fallback. */
  showNotice({ title, text, level, retryLabel, onRetry }) {
    const retry = part(element("button", { type: "button", className: "button", textContent: retryLabel }), "button");
    retry.addEventListener("click", onRetry, { once: true });
    const heading = element(`h${level}`, { className: "page-title", textContent: title });
    const words = slot("error");
    words.append(picture(), heading, element("p", { textContent: text }), retry);
    this.#stage.replaceChildren(part(element("div", { className: "page error" }, words), "error"), slot());
    this.#stage.removeAttribute("aria-busy");
    this.say(`${title} ${text}`);
  }

  /** Announces politely. */
  say(text) {
    this.#spoken.textContent = text;
  }

  /** Focuses the first thing in the panel that takes it. */
  focus(options) {
    const focusable = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex='0']";
    const first = this.#stage.querySelector(focusable);
    first?.focus(options);
    return first !== null;
  }

  /** Which element inside has the focus, if any. */
  get active() {
    return this.#root.activeElement;
  }
}

/** White space between the tags is no placeholder. */
function hasPlaceholder(host) {
  return [...host.childNodes].some((node) =>
    node.nodeType === Node.ELEMENT_NODE ? !node.slot : node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
}

function skeleton() {
  const bones = BONES.map((kind) => element("div", { className: `bone ${kind}` }));
  const made = part(element("div", { className: "skeleton" }, ...bones), "skeleton");
  made.setAttribute("aria-hidden", "true");
  return made;
}

function picture() {
  const svg = document.createElementNS(SVG, "svg");
  const outline = document.createElementNS(SVG, "path");
  for (const [name, value] of [["class", "icon"], ["viewBox", "0 0 16 16"], ["aria-hidden", "true"]]) {
    svg.setAttribute(name, value);
  }
  outline.setAttribute("d", WARNING);
  svg.append(outline);
  return element("span", { className: "page-picture" }, svg);
}

/** Outside the shadow tree a key press comes from the host element: the console's shortcuts must not take it. */
function keepPlainKeys(event) {
  const from = event.composedPath()[0];
  const typing = from instanceof HTMLElement && (from.matches("input, textarea, select") || from.isContentEditable);
  if (typing && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}
