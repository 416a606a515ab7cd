// The way to a running module: waits until the element is wanted and the host is ready, and sends the first request
// while the module is still on its way. Knows when; what is mounted then, and what a failure looks like, it does not.

import { withWords } from "./language.js";
import { load } from "./loader.js";
import { markOnce, scriptsHaveRun } from "./page.js";
import { Prefetch } from "./prefetch.js";

/** Brings the module to one element. */
export class Boot {
  #element;
  #settings;
  #tokens;
  #to;
  #underWay = false;
  #hostReady = Promise.withResolvers();
  #mayAsk = false;
  #prefetch = null;
  #visibility = null;

  /** `to` is told what comes of it: `words()` gives a promise of the words, `started(instance)`, `failed(code)`. */
  constructor(element, settings, tokens, to) {
    this.#element = element;
    this.#settings = settings;
    this.#tokens = tokens;
    this.#to = to;
  }

  /** Starts, or waits for the element to be seen if it is lazy. */
  whenWanted() {
    if (!this.#element.isConnected || this.#underWay) return;
    if (this.#element.getAttribute("loading") !== "lazy") {
      this.start();
      return;
    }
    this.#visibility ??= new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.start();
    });
    this.#visibility.observe(this.#element);
  }

  async start() {
    if (this.#underWay) return;
    this.#underWay = true;
    this.stopWaiting();
    const loading = withWords(load(), this.#to.words());
    loading.catch(() => {});
    try {
      await this.#hostIsReady();
      this.#mayAsk = true;
      this.startPrefetch();
      const instance = await loading;
      if (this.#element.isConnected) this.#to.started(instance);
    } catch (failure) {
      if (this.#element.isConnected) this.#to.failed(failure.code ?? "wasm-invalid");
    } finally {
      this.#underWay = false;
    }
  }

  /** Nobody needs to see the element any more. */
  stopWaiting() {
    this.#visibility?.disconnect();
    this.#visibility = null;
  }

  /** The host has said how to get a token, so that nothing keeps the first request back. */
  hostHasSpoken() {
    this.#hostReady.resolve();
  }

  /** The first answer travels together with the module: the network is waited for once. */
  startPrefetch() {
    if (!this.#underWay || !this.#mayAsk || this.#prefetch !== null) return;
    const request = this.#settings.firstRequest();
    if (request === null) return;
    markOnce("cc:data-start");
    this.#prefetch = new Prefetch(request, this.#tokens.selected, () => markOnce("cc:data"));
  }

  closePrefetch() {
    this.#prefetch?.close();
    this.#prefetch = null;
  }

  /** The promise of the response, if this is the request that is under way. */
  takePrefetched(url, body) {
    return this.#prefetch?.take(url, body);
  }

  /** The scripts of a page that is still loading may be about to set `tokenProvider`: the first request waits for it. */
  #hostIsReady() {
    if (this.#settings.values.tokenProvider !== null || scriptsHaveRun()) this.#hostReady.resolve();
    else document.addEventListener("DOMContentLoaded", () => this.#hostReady.resolve(), { once: true });
    return this.#hostReady.promise;
  }
}
