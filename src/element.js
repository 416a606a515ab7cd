// The custom element class: attributes and properties in, events and state out. It decides when the wasm module is
// fetched, mounted, told of changes and given up, and takes a customer off the screen in the very moment in which
// the host selects another. It knows nothing of what the panel shows.

import { areOnTheirWay, directionFor, fetchWords, withWords, wordsFor } from "./language.js";
import { configureLoader, isStarted, load } from "./loader.js";
import { notice } from "./notices.js";
import { markOnce, pauseBeforeRestart, scriptsHaveRun, warnOnce } from "./page.js";
import { headingLevel, inForce, plainIdentifiers, plainLabels } from "./plain.js";
import { firstRequest, Prefetch } from "./prefetch.js";
import { Stage } from "./stage.js";
import { TokenKeeper } from "./token.js";

const TAG = "customer-context";

/** Attribute to property: writing one writes the other. The list is `ATTRIBUTES` of config.rs. */
const REFLECTED = {
  "endpoint": "endpoint",
  "customer-id": "customerId",
  "contact-id": "contactId",
  "contact-reason": "contactReason",
  "sections": "sections",
  "department": "department",
  "density": "density",
  "theme": "theme",
  "loading": "loading",
  "heading-level": "headingLevel",
};
/** Properties without an attribute: objects, and the token that must never be in the page. `PROPERTIES` of config.rs. */
const UNREFLECTED = ["identifiers", "context", "tokenProvider", "labels"];
/** Who is selected depends on these; writing any of them ends `clear()`. */
const SELECTING = new Set(["customer-id", "identifiers", "context"]);

const connected = new Set();
let shadowMode = "open";

/** The interaction that the page's address leads to, by the fragment that "copy link" makes. */
function linkedInteraction() {
  const id = /[#&]cc-interaction=([^&]+)/.exec(location.hash)?.[1];
  try {
    return id === undefined ? null : decodeURIComponent(id);
  } catch {
    return null;
  }
}

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
      warnOnce(`define ${tag}`, `<${tag}> is defined already, by version ${known.version}; this is ${this.version}.`);
    }
    return customElements.get(tag);
  }

  /** Settings for the page, to be made before the first element is there. */
  static configure({ baseUrl, wasmUrl, integrity, shadowMode: mode } = {}) {
    const aboutLoading = [baseUrl, wasmUrl, integrity].some((setting) => setting !== undefined);
    if (aboutLoading && isStarted()) warnOnce("configure", "configure() comes too late: the module is being loaded already.");
    configureLoader({ baseUrl, wasmUrl, integrity });
    if (mode === "open" || mode === "closed") shadowMode = mode;
  }

  #internals = this.attachInternals();
  #stage = new Stage(this, shadowMode);
  #values = { identifiers: [], context: null, tokenProvider: null, labels: {} };
  #state = "loading";
  #error = null;
  #ready = Promise.withResolvers();
  #cleared = false;
  #pageHidden = false;
  #selection = "";
  #tokens = new TokenKeeper(null, null);
  #otherTokens = new Map();
  #prefetch = null;
  #mount = null;
  #booting = false;
  #calls = [];
  #update = null;
  #dirty = false;
  #hostReady = Promise.withResolvers();
  #mayAsk = false;
  #revision = 0;
  #renderedRevision = 0;
  #visibility = null;
  #shownLanguage = null;

  constructor() {
    super();
    this.#stage.showWaiting();
    this.#internals.states.add(this.#state);
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
    return this.#state;
  }

  /** `{ code }` of what went wrong last, or `null`. */
  get error() {
    return this.#error;
  }

  /** Resolves with the element as soon as the panel has left `loading` for the first time. */
  get ready() {
    return this.#ready.promise;
  }

  /** Resolves when everything that was set so far is in the panel. */
  get updateComplete() {
    return this.#update?.promise ?? Promise.resolve();
  }

  get identifiers() {
    return this.#values.identifiers;
  }

  set identifiers(value) {
    this.#set("identifiers", Array.isArray(value) ? value : []);
  }

  get context() {
    return this.#values.context;
  }

  set context(value) {
    this.#set("context", value ?? null);
  }

  get tokenProvider() {
    return this.#values.tokenProvider;
  }

  set tokenProvider(value) {
    if (value != null && typeof value !== "function") warnOnce("tokenProvider", "tokenProvider must be a function.");
    this.#values.tokenProvider = typeof value === "function" ? value : null;
    this.#renewTokens();
    this.#startPrefetch();
    this.#hostReady.resolve();
    // The request that failed for want of a token is made again; otherwise nothing changes on the screen.
    if (/^token-/.test(this.#error?.code)) this.refresh();
  }

  get labels() {
    return this.#values.labels;
  }

  set labels(value) {
    this.#set("labels", value !== null && typeof value === "object" ? value : {});
  }

  /** Fetches again and keeps what is shown until then. Also ends `clear()`. */
  refresh() {
    if (this.#cleared) {
      this.#cleared = false;
      this.#changed();
      return Promise.resolve();
    }
    this.#bootWhenWanted();
    return this.#call((api, handle) => api.refresh(handle));
  }

  /** Takes everything personal off the screen and forgets the token, at once; for log-out. */
  clear() {
    this.#cleared = true;
    this.#changed();
    this.#flush();
  }

  /** Opens a section. */
  expand(section) {
    return this.#call((api, handle) => api.expand(handle, String(section)));
  }

  /** Closes a section. */
  collapse(section) {
    return this.#call((api, handle) => api.collapse(handle, String(section)));
  }

  /**
   * The questions that a text asks, with what is known about each: `[{ key, state, label, known, sentence, value }]`.
   * The text stays in the page. May be called with every key; before the first customer is there it waits. An empty text
   * says that the one before was sent, or was given up bit by bit.
   */
  async checkText(text) {
    await this.#ready.promise;
    return this.#call((api, handle) => api.checkText(handle, String(text)));
  }

  /** Focuses the first thing in the panel that takes it. */
  focus(options) {
    if (!this.#stage.focus(options)) super.focus(options);
  }

  connectedCallback() {
    connected.add(this);
    markOnce("cc:connected");
    if (this.hasAttribute("token")) {
      warnOnce("token", "never put a token into an attribute: give a function by the property tokenProvider.");
    }
    if (this.#mount === null) this.#changed();
    this.#bootWhenWanted();
  }

  /** Moving with `moveBefore` keeps everything as it is. */
  connectedMoveCallback() {}

  disconnectedCallback() {
    connected.delete(this);
    // A move takes an element out and puts it back within one task; only what stays away is given up.
    setTimeout(() => {
      if (!this.isConnected) this.#giveUp();
    });
  }

  adoptedCallback() {
    this.#stage.adopt();
  }

  attributeChangedCallback(name, before, after) {
    const endsClear = this.#cleared && SELECTING.has(name);
    if (before === after && !endsClear) return;
    if (endsClear) this.#cleared = false;
    this.#changed();
    if (name === "loading") this.#bootWhenWanted();
  }

  /** The page is going away, perhaps into the cache of the back button: it must not lie there with a customer. */
  #hidePage(hidden) {
    if (this.#pageHidden === hidden) return;
    this.#pageHidden = hidden;
    this.#changed();
    if (hidden) this.#flush();
  }

  /** The network is back. */
  #online() {
    if (this.#state === "offline" || this.#state === "stale" || this.#error?.code === "offline") this.refresh();
  }

  #set(name, value) {
    this.#values[name] = value;
    if (SELECTING.has(name)) this.#cleared = false;
    this.#changed();
  }

  /** Takes the old customer off the screen at once; everything else waits for the end of the task. */
  #changed() {
    this.#leaveSelection();
    this.#update ??= Promise.withResolvers();
    if (this.#dirty) return;
    this.#dirty = true;
    queueMicrotask(() => this.#flush());
  }

  #leaveSelection() {
    const selection = this.#describeSelection();
    if (selection === this.#selection) return;
    this.#selection = selection;
    this.#stage.say("");
    // Clearing ends the mount: nothing of what one agent saw waits in memory for the next.
    if (this.#isBlank) this.#unmount();
    this.#blank();
    this.#renewTokens();
  }

  /** A token is for one customer and from one provider; requests under way with an older one are given up. */
  #renewTokens() {
    this.#closeTokens();
    this.#closePrefetch();
    this.#tokens = this.#keeperOf(this.getAttribute("customer-id"));
  }

  #keeperOf(customerId) {
    return new TokenKeeper(this.#isBlank ? null : this.#values.tokenProvider, customerId);
  }

  #closeTokens() {
    this.#tokens.close();
    this.#otherTokens.forEach((keeper) => keeper.close());
    this.#otherTokens.clear();
  }

  #closePrefetch() {
    this.#prefetch?.close();
    this.#prefetch = null;
  }

  /** Equal as long as the same customer is wanted from the same place. */
  #describeSelection() {
    if (this.#isBlank) return "";
    const { identifiers, context } = this.#values;
    const supplied = context === null ? null : String(context.customerId);
    return JSON.stringify([this.#endpoint(), this.getAttribute("customer-id"), plainIdentifiers(identifiers), supplied]);
  }

  get #isBlank() {
    return this.#cleared || this.#pageHidden;
  }

  /** The panel leaves the document, and comes back when it has been drawn for the new selection. */
  #blank() {
    if (this.#mount !== null) this.#mount.wantedRevision = this.#revision + 1;
    this.#stage.showWaiting();
    this.#setState("loading", null);
  }

  #flush() {
    if (!this.#dirty) return;
    this.#dirty = false;
    if (this.#mount !== null) {
      this.#revision += 1;
      const { api, handle } = this.#mount;
      api.update(handle, this.#snapshot(), this.#suppliedContext(), this.#revision);
    } else {
      this.#startPrefetch();
      this.#bootWhenWanted();
      this.#updated();
    }
  }

  /** A context of the host is drawn when it is read; for one of the gateway the request is still to come. */
  #updatedIfDrawn() {
    const reading = this.#state === "loading" && this.#suppliedContext() !== undefined;
    if (this.#mount !== null && !this.#dirty && this.#renderedRevision === this.#revision && !reading) this.#updated();
  }

  #updated() {
    this.#update?.resolve();
    this.#update = null;
  }

  /** The attributes and properties as plain text, lists and nothing else. */
  #snapshot() {
    this.#fetchWords();
    const lang = this.#language();
    const snapshot = { labels: this.#labels(), lang, dir: inForce(this, "dir") ?? directionFor(lang) };
    for (const [attribute, property] of Object.entries(REFLECTED)) {
      snapshot[property] = this.getAttribute(attribute);
    }
    delete snapshot.loading;
    snapshot.endpoint = this.#endpoint();
    snapshot.identifiers = plainIdentifiers(this.#values.identifiers);
    snapshot.interaction = linkedInteraction();
    if (this.#isBlank) Object.assign(snapshot, { customerId: null, identifiers: [], contactId: null, contactReason: null });
    return snapshot;
  }

  /** Words that come when the panel is there already are drawn at once. */
  async #fetchWords() {
    const waited = await fetchWords(inForce(this, "lang"));
    if (waited && this.#mount !== null) this.#changed();
  }

  /** The language in force. While its words are on their way it is still the one before: never half and half. */
  #language() {
    const lang = inForce(this, "lang");
    if (!areOnTheirWay(lang)) this.#shownLanguage = lang;
    return this.#shownLanguage ?? lang;
  }

  /** The host's wording over the words of the language; what neither has is English. */
  #labels() {
    return { ...wordsFor(this.#language()), ...plainLabels(this.#values.labels) };
  }

  #suppliedContext() {
    return this.#isBlank ? undefined : this.#values.context ?? undefined;
  }

  /** The absolute address of the gateway; `endpoint=""` is the page's own origin. */
  #endpoint() {
    const given = this.getAttribute("endpoint");
    if (given === null) return null;
    if (given.trim() === "") return location.origin;
    const url = URL.canParse(given, document.baseURI) ? new URL(given, document.baseURI) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
      warnOnce(`endpoint ${given}`, "endpoint must be an http or https address.");
      return null;
    }
    return url.origin + url.pathname.replace(/\/+$/, "");
  }

  #bootWhenWanted() {
    if (!this.isConnected || this.#mount !== null || this.#booting) return;
    if (this.getAttribute("loading") !== "lazy") {
      this.#boot();
      return;
    }
    this.#visibility ??= new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#boot();
    });
    this.#visibility.observe(this);
  }

  async #boot() {
    if (this.#booting || this.#mount !== null) return;
    this.#booting = true;
    this.#visibility?.disconnect();
    this.#visibility = null;
    const loading = withWords(load(), this.#fetchWords());
    loading.catch(() => {});
    try {
      await this.#hostIsReady();
      this.#mayAsk = true;
      this.#startPrefetch();
      const instance = await loading;
      if (this.isConnected) this.#mountIn(instance);
    } catch (failure) {
      if (this.isConnected) this.#showFailure(failure.code ?? "wasm-invalid");
    } finally {
      this.#booting = false;
    }
  }

  /** The scripts of a page that is still loading may be about to set `tokenProvider`: the first request waits for it. */
  #hostIsReady() {
    if (this.#values.tokenProvider !== null || scriptsHaveRun()) this.#hostReady.resolve();
    else document.addEventListener("DOMContentLoaded", () => this.#hostReady.resolve(), { once: true });
    return this.#hostReady.promise;
  }

  /** The first answer travels together with the module: the network is waited for once. */
  #startPrefetch() {
    const inVain = this.#isBlank || this.#values.context !== null;
    if (!this.#booting || !this.#mayAsk || this.#prefetch !== null || inVain) return;
    const identifiers = plainIdentifiers(this.#values.identifiers);
    const request = firstRequest({ endpoint: this.#endpoint(), customerId: this.getAttribute("customer-id")?.trim(), identifiers });
    if (request === null) return;
    markOnce("cc:data-start");
    this.#prefetch = new Prefetch(request, this.#tokens, () => markOnce("cc:data"));
  }

  #mountIn(instance) {
    const closing = new AbortController();
    const mount = { api: instance.api, instance, handle: 0, container: null, closing, wantedRevision: 0 };
    mount.onTrap = () => this.#recover(mount);
    instance.onTrap.add(mount.onTrap);
    this.#mount = mount;
    this.#revision += 1;
    mount.wantedRevision = this.#revision;
    mount.handle = mount.api.mount(this.#snapshot(), this.#suppliedContext(), this.#revision, this.#hooksFor(mount));
    mount.container = mount.api.container(mount.handle) ?? null;
  }

  /** What the panel may do to this element, as long as this mount lives. */
  #hooksFor(mount) {
    const lives = () => this.#mount === mount;
    return {
      signal: mount.closing.signal,
      dispatch: (name, cancelable, detail) => !lives() || this.#dispatch(name, cancelable, detail),
      // While the panel is off the screen its reports may still be about the customer before.
      report: (state, code) => {
        if (lives() && this.#stage.shows(mount.container)) this.#setState(state, code ?? null);
      },
      // As with reports: what is said while the panel is off the screen may name the customer before.
      announce: (text) => {
        if (lives() && this.#stage.shows(mount.container)) this.#stage.say(text);
      },
      rendered: (revision, state, code) => {
        if (lives()) this.#rendered(mount, revision, state, code ?? null);
      },
      token: (refused, customerId) => this.#token(refused, customerId),
      prefetched: (url, body) => this.#prefetch?.take(url, body),
    };
  }

  #rendered(mount, revision, state, code) {
    this.#renderedRevision = revision;
    if (revision >= mount.wantedRevision) {
      this.#stage.showPanel(mount.container);
      this.#setState(state, code);
    }
    this.#updatedIfDrawn();
    for (const call of this.#calls.splice(0)) call(mount);
  }

  /** A keeper that was closed while it asked has a successor to ask. */
  async #token(refused, customerId) {
    const keeper = this.#keeperFor(customerId);
    try {
      return await keeper.get(refused);
    } catch (error) {
      const successor = this.#keeperFor(customerId);
      if (keeper === successor) throw error;
      return successor.get();
    }
  }

  /** What was recorded for a customer is sent with a token for that customer, whoever is selected by then. */
  #keeperFor(customerId) {
    const selected = this.getAttribute("customer-id")?.trim();
    if (customerId === undefined || !selected || selected === customerId) return this.#tokens;
    if (!this.#otherTokens.has(customerId)) this.#otherTokens.set(customerId, this.#keeperOf(customerId));
    return this.#otherTokens.get(customerId);
  }

  /** Runs a call on the mounted panel, now or as soon as there is one. */
  #call(run) {
    return new Promise((resolve) => {
      const call = ({ api, handle }) => resolve(run(api, handle));
      if (this.#mount !== null && this.#renderedRevision > 0) call(this.#mount);
      else this.#calls.push(call);
    });
  }

  #setState(state, code) {
    const previous = this.#state;
    const error = code === null ? null : Object.freeze({ code });
    const failed = error !== null && error.code !== this.#error?.code;
    this.#error = error;
    if (state !== previous) {
      this.#state = state;
      this.#internals.states.delete(previous);
      this.#internals.states.add(state);
      this.#dispatch("cc-state-change", false, { state, previous });
      if (state !== "loading") this.#settled();
      this.#updatedIfDrawn();
    }
    if (failed) this.#dispatch("cc-error", false, { code });
  }

  #settled() {
    this.#ready.resolve(this);
    // The next frame begins when this one is painted; a message, unlike a promise, waits for it.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => markOnce("cc:painted");
      channel.port2.postMessage(null);
    });
  }

  #dispatch(name, cancelable, detail) {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }

  #showFailure(code) {
    const labels = this.#labels();
    const onRetry = () => {
      this.#stage.showWaiting();
      this.#setState("loading", null);
      this.#boot();
    };
    this.#closePrefetch();
    this.#stage.showNotice({
      title: notice(`boot.${code}`, labels),
      text: notice(`boot.${code}.detail`, labels),
      level: headingLevel(this.getAttribute("heading-level")),
      retryLabel: notice("boot.retry", labels),
      onRetry,
    });
    this.#setState("error", code);
  }

  /** The module trapped: blank first, then a fresh one and a fresh fetch, unless that keeps happening. */
  #recover(mount) {
    if (this.#mount !== mount) return;
    this.#drop(mount);
    this.#blank();
    this.#updated();
    const pause = pauseBeforeRestart(mount.instance.trappedAt);
    if (pause === null) {
      this.#showFailure("stopped");
      return;
    }
    this.#stage.say(notice("boot.restarted", this.#labels()));
    setTimeout(() => this.#bootWhenWanted(), pause);
  }

  #giveUp() {
    this.#visibility?.disconnect();
    this.#visibility = null;
    this.#unmount();
    this.#selection = "";
    this.#closeTokens();
    this.#closePrefetch();
    this.#stage.showWaiting();
    this.#updated();
  }

  #unmount() {
    const mount = this.#mount;
    if (mount === null) return;
    this.#drop(mount);
    mount.api.unmount(mount.handle);
  }

  #drop(mount) {
    this.#mount = null;
    this.#renderedRevision = 0;
    mount.closing.abort();
    mount.instance.onTrap.delete(mount.onTrap);
    this.#closePrefetch();
    this.#stage.showWaiting();
  }

  static {
    addEventListener("pagehide", () => connected.forEach((element) => element.#hidePage(true)));
    addEventListener("pageshow", () => connected.forEach((element) => element.#hidePage(false)));
    addEventListener("hashchange", () => connected.forEach((element) => element.#changed()));
    addEventListener("online", () => connected.forEach((element) => element.#online()));
    // A console that changes its language does so above the element, most often on <html>.
    const observer = new MutationObserver(() => connected.forEach((element) => element.#changed()));
    observer.observe(document, { subtree: true, attributes: true, attributeFilter: ["lang", "dir"] });
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
