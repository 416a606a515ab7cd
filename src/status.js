// How the panel stands, as the host can see it: `state`, `error`, `ready`, the custom state and the events about them.
// Knows no module; what the states mean is event.rs's.

import { markOnce } from "./page.js";

/** The standing of one element. */
export class Status {
  state = "loading";
  error = null;
  #element;
  #internals;
  #onChange;
  #ready = Promise.withResolvers();

  /** `onChange(state, previous)` follows each new state. */
  constructor(element, internals, onChange) {
    this.#element = element;
    this.#internals = internals;
    this.#onChange = onChange;
    internals.states.add(this.state);
  }

  /** Resolves with the element as soon as the panel has left `loading` for the first time. */
  get ready() {
    return this.#ready.promise;
  }

  set(state, code) {
    const previous = this.state;
    const error = code === null ? null : Object.freeze({ code });
    const failed = error !== null && error.code !== this.error?.code;
    this.error = error;
    if (state !== previous) {
      this.state = state;
      this.#internals.states.delete(previous);
      this.#internals.states.add(state);
      this.dispatch("cc-state-change", false, { state, previous });
      if (state !== "loading") this.#settled();
      this.#onChange(state, previous);
    }
    if (failed) this.dispatch("cc-error", false, { code });
  }

  /** Tells the host; `false` when a listener prevented it. */
  dispatch(name, cancelable, detail) {
    return this.#element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }

  #settled() {
    this.#ready.resolve(this.#element);
    // The next frame begins when this one is painted; a message, unlike a promise, waits for it.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => markOnce("cc:painted");
      channel.port2.postMessage(null);
    });
  }
}
