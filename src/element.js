// The custom element class as the host sees it: attributes, properties and methods, the life of an element in the page,
// and the settings of the page. What follows from each is the conductor's.

import { Conductor } from "./conductor.js";
import { configureLoader, isStarted } from "./loader.js";
import { advise, checkSection } from "./misuse.js";
import { markOnce } from "./page.js";
import { isRecord, plainIdentifiers } from "./plain.js";
import { REFLECTED, UNREFLECTED } from "./settings.js";
import { Stage } from "./stage.js";

const TAG = "customer-context";

let shadowMode = "open";

export class CustomerContextElement extends HTMLElement {
  static version = __VERSION__;
  static observedAttributes = [...Object.keys(REFLECTED), "lang", "dir"];

  /** Defines the element under a name. The first definition on a page wins. */
  static define(tag = TAG) {
    const known = customElements.get(tag);
    if (known === undefined) {
      performance.mark("cc:define");
      // A class can be defined under one name only.
      customElements.define(tag, tag === TAG ? this : class extends this {});
    } else if (known.version !== this.version) {
      advise("defined-twice", tag, known.version, this.version);
    }
    return customElements.get(tag);
  }

  /** Settings for the page, to be made before the first element is there. */
  static configure({ baseUrl, wasmUrl, integrity, shadowMode: mode } = {}) {
    const aboutLoading = [baseUrl, wasmUrl, integrity].some((setting) => setting !== undefined);
    if (aboutLoading && isStarted()) advise("configured-late");
    configureLoader({ baseUrl, wasmUrl, integrity });
    if (mode === "open" || mode === "closed") shadowMode = mode;
  }

  #stage = new Stage(this, shadowMode);
  #conductor = new Conductor(this, this.#stage, this.attachInternals());

  constructor() {
    super();
    // Values that were set before the class was there lie on the object and would hide the accessors.
    for (const name of [...Object.values(REFLECTED), ...UNREFLECTED]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  /** How the panel stands: loading, ready, empty, error, stale or offline. */
  get state() {
    return this.#conductor.status.state;
  }

  /** `{ code }` of what went wrong last, or `null`. */
  get error() {
    return this.#conductor.status.error;
  }

  /** Resolves with the element as soon as the panel has left `loading` for the first time. */
  get ready() {
    return this.#conductor.status.ready;
  }

  /** Whether something is typed or recorded that is not saved. */
  get hasUnsaved() {
    return this.#conductor.unsaved.any;
  }

  /** Resolves when everything that was set so far is in the panel. */
  get updateComplete() {
    return this.#conductor.updateComplete;
  }

  get identifiers() {
    return this.#conductor.settings.values.identifiers;
  }

  set identifiers(value) {
    if (value != null && !Array.isArray(value)) advise("property-type", "identifiers", "an array of { type, value }");
    const given = Array.isArray(value) ? value : [];
    if (plainIdentifiers(given).length < given.length) advise("identifiers-incomplete");
    this.#conductor.set("identifiers", given);
  }

  get context() {
    return this.#conductor.settings.values.context;
  }

  set context(value) {
    this.#conductor.set("context", value ?? null);
  }

  get tokenProvider() {
    return this.#conductor.settings.values.tokenProvider;
  }

  set tokenProvider(value) {
    if (value != null && typeof value !== "function") advise("property-type", "tokenProvider", "a function");
    this.#conductor.setTokenProvider(typeof value === "function" ? value : null);
  }

  get labels() {
    return this.#conductor.settings.values.labels;
  }

  set labels(value) {
    const fits = isRecord(value) && Object.values(value).every((text) => typeof text === "string");
    if (value != null && !fits) advise("property-type", "labels", "an object of texts");
    this.#conductor.set("labels", isRecord(value) ? value : {});
  }

  get rowActions() {
    return this.#conductor.settings.values.rowActions;
  }

  set rowActions(value) {
    if (value != null && !Array.isArray(value)) advise("property-type", "rowActions", "an array of { id, label, for }");
    this.#conductor.set("rowActions", Array.isArray(value) ? value : []);
  }

  /** Fetches again and keeps what is shown until then. Also ends `clear()`. */
  refresh() {
    return this.#conductor.refresh();
  }

  /** Takes everything personal off the screen and forgets the token, at once; for log-out. */
  clear() {
    this.#conductor.clear();
  }

  /** Opens a section. */
  expand(section) {
    checkSection(String(section));
    return this.#conductor.mount.call((api, handle) => api.expand(handle, String(section)));
  }

  /** Closes a section. */
  collapse(section) {
    checkSection(String(section));
    return this.#conductor.mount.call((api, handle) => api.collapse(handle, String(section)));
  }

  /**
   * The questions that a text asks, with what is known about each: `[{ key, state, label, known, sentence, value }]`.
   * The text stays in the page. May be called with every key; before the first customer is there it waits. An empty text
   * says that the one before was sent, or was given up bit by bit.
   */
  async checkText(text) {
    await this.#conductor.status.ready;
    return this.#conductor.mount.call((api, handle) => api.checkText(handle, String(text)));
  }

  /** Focuses the first thing in the panel that takes it. */
  focus(options) {
    if (!this.#stage.focus(options)) super.focus(options);
  }

  connectedCallback() {
    markOnce("cc:connected");
    this.#conductor.begin();
  }

  /** Moving with `moveBefore` keeps everything as it is. */
  connectedMoveCallback() {
    this.#conductor.moved();
  }

  disconnectedCallback() {
    this.#conductor.pause();
    // A move takes an element out and puts it back within one task; only what stays away is given up.
    setTimeout(() => {
      if (!this.isConnected) this.#conductor.end();
    });
  }

  adoptedCallback() {
    this.#stage.adopt();
  }

  attributeChangedCallback(name, before, after) {
    this.#conductor.attributeSet(name, before !== after);
  }
}

for (const [attribute, property] of Object.entries(REFLECTED)) {
  Object.defineProperty(CustomerContextElement.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(attribute);
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
  });
}
