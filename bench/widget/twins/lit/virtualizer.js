// TanStack Virtual's core as a reactive controller: it lives with its host and asks for an update when the window moves.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";

export class VirtualizerController {
  #host;
  #virtualizer;
  #stop = () => {};

  constructor(host, options) {
    this.#host = host;
    this.#virtualizer = new Virtualizer(this.#resolve(options));
    host.addController(this);
  }

  get virtualizer() {
    return this.#virtualizer;
  }

  setOptions(options) {
    this.#virtualizer.setOptions(this.#resolve(options));
  }

  hostConnected() {
    this.#stop = this.#virtualizer._didMount();
  }

  hostUpdated() {
    this.#virtualizer._willUpdate();
  }

  hostDisconnected() {
    this.#stop();
  }

  /** Whoever has scrolled away keeps what is in view; at the top, news come into it. */
  #resolve(options) {
    const anchorTo = this.#virtualizer?.scrollOffset > 0 ? "end" : "start";
    return { anchorTo, observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: () => this.#host.requestUpdate(), ...options };
  }
}
