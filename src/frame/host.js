// <customer-context-frame>: the same element for pages that forbid WebAssembly or should not see the data. The panel runs
// in an iframe of its own origin; attributes, properties, calls and events cross over a port that only the two have. No
// wasm, no customer on this side. Knows the protocol and nothing of the panel.

import { THEME_TOKENS } from "virtual:tokens";
import { Draft } from "../draft.js";
import { ATTRIBUTES, CANCELABLE, greeting, METHODS, PROPERTIES, readInHost } from "./protocol.js";

const TAG = "customer-context-frame";
const TOKEN_DEADLINE_MS = 10_000;
/** A frame that asks for more is wrong or hostile; the page keeps its layout. */
const TALLEST_PX = 20_000;
/** Only what the element's own class dispatches crosses into the page. */
const EVENT_NAME = /^cc-[a-z-]{1,40}$/;

/** What is slotted stays on this page: around the frame it can stand, in the panel it cannot. */
function slot(name) {
  return Object.assign(document.createElement("slot"), { name });
}

/** A section of the host's own would be empty in the frame. */
function withoutOwn(sections) {
  return sections?.split(/\s+/).filter((name) => !name.startsWith("own-")).join(" ") ?? null;
}

const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

export class CustomerContextFrameElement extends HTMLElement {
  static version = __VERSION__;
  static observedAttributes = [...ATTRIBUTES, "draft", "src", "prevent"];

  static define(tag = TAG) {
    if (customElements.get(tag) === undefined) customElements.define(tag, this);
    return customElements.get(tag);
  }

  #frame = document.createElement("iframe");
  #values = { identifiers: [], context: null, labels: {}, rowActions: [] };
  #tokenProvider = null;
  #port = null;
  #state = "loading";
  #error = null;
  #unsaved = false;
  #draft = new Draft(this, (text) => this.#check(text));
  #ready = Promise.withResolvers();
  #calls = new Map();
  #queue = [];
  #nextCall = 0;
  #dirty = false;
  #internals = this.attachInternals();
  #observer = new MutationObserver(() => this.#changed());
  #scheme = matchMedia("(prefers-color-scheme: dark)");
  #onScheme = () => this.#changed();

  constructor() {
    super();
    this.#internals.states.add(this.#state);
    this.#frame.title = "Customer context";
    this.#frame.referrerPolicy = "no-referrer";
    this.#frame.allow = "clipboard-write";
    this.#frame.addEventListener("load", () => this.#greet());
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host { display: block } :host([hidden]) { display: none } iframe { display: block; inline-size: 100%; border: 0; min-block-size: 320px; color-scheme: inherit }");
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const draft = slot("draft");
    draft.addEventListener("slotchange", () => this.#draft.update());
    root.append(slot("before"), this.#frame, draft, slot("after"), slot("footer"));
    for (const name of [...PROPERTIES, "tokenProvider", "draft", ...ATTRIBUTES.map(camel)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  get state() {
    return this.#state;
  }

  get error() {
    return this.#error;
  }

  get hasUnsaved() {
    return this.#unsaved;
  }

  get ready() {
    return this.#ready.promise;
  }

  get tokenProvider() {
    return this.#tokenProvider;
  }

  set tokenProvider(value) {
    this.#tokenProvider = typeof value === "function" ? value : null;
    this.#changed();
  }

  connectedCallback() {
    const source = new URL(this.getAttribute("src") ?? __FRAME_FILE__, this.hasAttribute("src") ? document.baseURI : import.meta.url);
    if (this.#frame.src !== source.href) this.#frame.src = source.href;
    for (const node of [this, document.documentElement, document.body]) {
      if (node) this.#observer.observe(node, { attributes: true, attributeFilter: ["class", "style", "lang", "dir", "data-theme"] });
    }
    this.#scheme.addEventListener("change", this.#onScheme);
    this.#draft.update();
  }

  connectedMoveCallback() {
    this.#draft.update();
  }

  disconnectedCallback() {
    this.#draft.update();
    setTimeout(() => {
      if (this.isConnected) return;
      this.#draft.forget();
      this.#observer.disconnect();
      this.#scheme.removeEventListener("change", this.#onScheme);
      this.#close();
    });
  }

  attributeChangedCallback(name) {
    if (name === "src" && this.isConnected) this.connectedCallback();
    else if (name === "draft") this.#draft.update();
    else this.#changed();
  }

  /** A frame that has loaded again is another one: its port is new, and what was under way is lost. */
  #greet() {
    this.#close();
    // The empty document that every frame begins with.
    if (this.#frame.src === "") return;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#take(readInHost(data));
    // Exactly there: a frame that was navigated elsewhere gets nothing.
    this.#frame.contentWindow.postMessage(greeting(), new URL(this.#frame.src).origin, [port2]);
  }

  #close() {
    this.#port?.close();
    this.#port = null;
    for (const { reject } of this.#calls.values()) reject(new DOMException("The frame is gone.", "AbortError"));
    this.#calls.clear();
    this.#setState("loading", null);
    this.#setUnsaved(false);
  }

  #changed() {
    if (this.#dirty) return;
    this.#dirty = true;
    queueMicrotask(() => {
      this.#dirty = false;
      this.#send(this.#settings());
    });
  }

  #settings() {
    const attributes = {};
    for (const name of ATTRIBUTES) attributes[name] = this.getAttribute(name);
    attributes.sections = withoutOwn(attributes.sections);
    attributes.lang ??= this.closest("[lang]")?.getAttribute("lang") ?? null;
    attributes.dir ??= this.closest("[dir]")?.getAttribute("dir") ?? null;
    const style = getComputedStyle(this);
    const tokens = {};
    for (const name of THEME_TOKENS) {
      const value = style.getPropertyValue(name).trim();
      if (value !== "") tokens[name] = value;
    }
    const prevent = (this.getAttribute("prevent") ?? "").split(/\s+/).filter((name) => CANCELABLE.includes(name));
    const hasTokens = this.#tokenProvider !== null;
    return { kind: "settings", attributes, properties: { ...this.#values }, tokens, scheme: style.colorScheme, prevent, hasTokens };
  }

  #send(message) {
    this.#port?.postMessage(message);
  }

  #take(message) {
    switch (message?.kind) {
      case "ready":
        this.#send(this.#settings());
        for (const call of this.#queue.splice(0)) this.#send(call);
        break;
      case "size":
        this.#frame.style.setProperty("block-size", `${Math.min(Math.max(message.height, 0), TALLEST_PX)}px`);
        break;
      case "state":
        this.#setState(message.state, message.code);
        this.#setUnsaved(message.unsaved);
        break;
      case "event":
        if (EVENT_NAME.test(message.name)) this.#dispatch(message.name, message.detail);
        break;
      case "token":
        this.#answerToken(message);
        break;
      case "result":
        this.#settle(message);
        break;
      default:
    }
  }

  async #answerToken({ id, customerId }) {
    let token = null;
    try {
      const given = await this.#tokenProvider?.({ customerId, signal: AbortSignal.timeout(TOKEN_DEADLINE_MS) });
      if (typeof given === "string") token = given;
    } catch {
      // The frame hears that there is none; why is the host's own affair.
    }
    this.#send({ kind: "token", id, token });
  }

  #settle({ id, value, failed }) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (failed) call?.reject(new DOMException("The panel could not do it.", "OperationError"));
    else call?.resolve(value);
  }

  #setState(state, code) {
    this.#error = code === null ? null : Object.freeze({ code });
    if (state === this.#state || !/^[a-z]{1,20}$/.test(state)) return;
    this.#internals.states.delete(this.#state);
    this.#internals.states.add(state);
    this.#state = state;
    if (state === "loading") return;
    this.#ready.resolve(this);
    this.#draft.again();
  }

  /** The browser asks the frame before the page is closed; this side only says so. */
  #setUnsaved(unsaved) {
    this.#unsaved = unsaved;
    if (unsaved) this.#internals.states.add("unsaved");
    else this.#internals.states.delete("unsaved");
  }

  /** While nobody is on screen there is nothing to ask. A frame that goes away meanwhile has nothing to say. */
  #check(text) {
    if (this.#state !== "loading") this.call("checkText", text).catch(() => {});
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Runs a method of the panel; before it is there, as soon as it is. */
  call(method, ...parameters) {
    const id = this.#nextCall++;
    const message = { kind: "call", id, method, parameters };
    const { promise, resolve, reject } = Promise.withResolvers();
    this.#calls.set(id, { resolve, reject });
    if (this.#state === "loading") this.#queue.push(message);
    else this.#send(message);
    return promise;
  }

  /** Sets one of the copied properties. */
  setValue(name, value) {
    this.#values[name] = value;
    this.#changed();
  }

  getValue(name) {
    return this.#values[name];
  }
}

for (const attribute of [...ATTRIBUTES, "draft"].filter((name) => name !== "lang" && name !== "dir")) {
  Object.defineProperty(CustomerContextFrameElement.prototype, camel(attribute), {
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

for (const name of PROPERTIES) {
  Object.defineProperty(CustomerContextFrameElement.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getValue(name);
    },
    set(value) {
      this.setValue(name, value);
    },
  });
}

for (const method of METHODS) {
  CustomerContextFrameElement.prototype[method] = function (...parameters) {
    return this.call(method, ...parameters);
  };
}

queueMicrotask(() => CustomerContextFrameElement.define());
