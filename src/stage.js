// The element's shadow tree: the slots around the panel, and the stage on which the skeleton, a notice or the
// panel stands. Built by DOM calls only, so that a page may require Trusted Types. Knows no customer.

import css from "virtual:styles";

/** Lines of the skeleton, in per cent of the width. */
const SKELETON_LINES = [62, 44, 100, 88, 72, 94, 58];

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
  #voice = element("p", { className: "voice" });

  constructor(host, mode) {
    this.#host = host;
    this.#root = host.attachShadow({ mode });
    this.#voice.setAttribute("role", "status");
    this.#root.append(slot("before"), this.#stage, slot("after"), slot("footer"), this.#voice);
    this.#root.addEventListener("keydown", keepPlainKeys);
    this.adopt();
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
  }

  /** A message with a way to try again, and below it the host's own fallback. */
  showNotice({ title, text, retryLabel, onRetry }) {
    const retry = part(element("button", { type: "button", textContent: retryLabel }), "button");
    retry.addEventListener("click", onRetry, { once: true });
    const notice = part(element("div", { className: "notice" }), "error");
    notice.append(element("p", { className: "notice-title", textContent: title }),
      element("p", { className: "notice-text", textContent: text }), retry);
    this.#stage.replaceChildren(notice, slot());
    this.#stage.removeAttribute("aria-busy");
    this.say(`${title} ${text}`);
  }

  /** Announces politely. */
  say(text) {
    this.#voice.textContent = text;
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
  const lines = SKELETON_LINES.map((width) => {
    const line = element("div", { className: "boot-line" });
    line.style.setProperty("inline-size", `${width}%`);
    return line;
  });
  const made = part(element("div", { className: "boot" }, ...lines), "skeleton");
  made.setAttribute("aria-hidden", "true");
  return made;
}

/** Outside the shadow tree a key press comes from the host element: the console's shortcuts must not take it. */
function keepPlainKeys(event) {
  const from = event.composedPath()[0];
  const typing = from instanceof HTMLElement && (from.matches("input, textarea, select") || from.isContentEditable);
  if (typing && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}
