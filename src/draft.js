// Follows the agent's draft in the host's page: the field that the attribute `draft` names, or the one in the slot of that
// name. The text is handed on within a frame of each change and goes no further than this page. Listens where the field
// lives, not on the field, so that one that comes later or takes another's place is followed as well. Knows no panel.

/** What can change a text. A script that empties the field after one of these is seen in the same frame. */
const OCCASIONS = ["input", "change", "submit", "reset", "click", "keydown", "compositionstart", "compositionend"];
/** What may send the draft: a page empties the field then, within the same frame as the last key. */
const SENDING = ["submit", "click", "keydown"];
/** A script that changes the field at another time says nothing: as long as there is a text, it is looked at this often. */
const LOOK_AGAIN_MS = 500;

/** A field that has not come by then is missed: pages that are drawn by scripts have had their time. */
const MISSED_AFTER_MS = 3_000;

const FIELDS = "textarea, input, [contenteditable]";

/** The field that a node is or holds. */
function fieldIn(node) {
  if (!(node instanceof HTMLElement)) return null;
  return hasText(node) ? node : node.querySelector(FIELDS);
}

/** Also true of custom elements that have a text as `value`, as most design systems' fields. */
function hasText(node) {
  return node.isContentEditable || typeof node.value === "string";
}

function textOf(field) {
  if (field === null || field.type === "password") return "";
  return field.isContentEditable ? field.innerText : field.value;
}

/** The draft of one element. */
export class Draft {
  #element;
  #onText;
  #onMissing;
  #root = null;
  #listening = null;
  #composing = null;
  #text = "";
  #frame = 0;
  #timer = 0;
  #missing = 0;

  /**
   * `onText` is told each text that is another than the one before; an empty one ends a draft. `onMissing` is told an id
   * that names no field.
   */
  constructor(element, onText, onMissing = () => {}) {
    this.#element = element;
    this.#onText = onText;
    this.#onMissing = onMissing;
  }

  /** To be called when the attribute, the slot, or the element's place in the page has changed. */
  update() {
    const root = this.#isWanted ? this.#element.getRootNode() : null;
    if (root !== this.#root) {
      this.#stopListening();
      this.#root = root;
      if (root !== null) this.#listen(root);
    }
    this.#lookForField();
    if (root !== null) this.#lookSoon();
    else if (this.#element.isConnected) this.#take("");
  }

  /** Somebody else is on screen, or the panel is another: the text is handed on once more. */
  again() {
    this.#text = "";
    if (this.#root !== null) this.#lookSoon();
  }

  /** The element is given up. */
  forget() {
    this.#text = "";
  }

  handleEvent({ type, target }) {
    if (type === "compositionstart") this.#composing = target;
    if (type === "compositionend") this.#composing = null;
    // Before the page hears of it: what is sent is the text as it stands now, not the empty field after it.
    if (this.#frame !== 0 && SENDING.includes(type)) this.#look();
    this.#lookSoon();
  }

  get #isWanted() {
    return this.#element.isConnected && (this.#element.hasAttribute("draft") || this.#slotted !== null);
  }

  get #slotted() {
    return this.#element.querySelector(':scope > [slot="draft"]');
  }

  get #field() {
    const id = this.#element.getAttribute("draft");
    return fieldIn(id === null ? this.#slotted : this.#root.getElementById(id));
  }

  #lookForField() {
    clearTimeout(this.#missing);
    const id = this.#element.getAttribute("draft");
    // Nothing is waited for in vain: a timer holds the panel, and whoever was on it, for as long as it runs.
    if (id === null || this.#root === null) return;
    this.#missing = setTimeout(() => {
      if (this.#field === null) this.#onMissing(id);
    }, MISSED_AFTER_MS);
  }

  #listen(root) {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const name of OCCASIONS) root.addEventListener(name, this, { capture: true, passive: true, signal });
  }

  #stopListening() {
    this.#listening?.abort();
    this.#listening = null;
    this.#composing = null;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
  }

  /** However much happens within a frame, the text is looked at once. */
  #lookSoon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#look();
    });
  }

  #look() {
    clearTimeout(this.#timer);
    const field = this.#field;
    // Half a word is no word: what an input method is still composing is read when it is done.
    if (field === null || field !== this.#composing) this.#take(textOf(field));
    if (this.#text !== "") this.#timer = setTimeout(() => this.#look(), LOOK_AGAIN_MS);
  }

  #take(text) {
    if (text === this.#text) return;
    this.#text = text;
    this.#onText(text);
  }
}
