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

  #resolve(options) {
    return { observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: () => this.#host.requestUpdate(), ...options };
  }
}
