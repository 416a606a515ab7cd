// A copy of what the agent typed or recorded and nobody has saved: the module that made it may stop, and the next one is
// given it. In memory only. While something would be lost, the browser asks before the page is closed; otherwise nothing
// stands in the way of the cache of the back button. Knows no texts: the copy is the module's.

/** What one element would lose. */
export class Unsaved {
  /** Whether there is anything that would have to be typed again. */
  any = false;
  #copy = null;
  #internals;
  #onChange;

  /** `onChange(any)` follows each change of `any`. */
  constructor(internals, onChange) {
    this.#internals = internals;
    this.#onChange = onChange;
  }

  get copy() {
    return this.#copy;
  }

  /** Takes the copy, or `null` for nothing, in the place of the one before. */
  keep(copy, any) {
    this.#copy = copy;
    if (any === this.any) return;
    this.any = any;
    if (any) {
      this.#internals.states.add("unsaved");
      addEventListener("beforeunload", this);
    } else {
      this.#internals.states.delete("unsaved");
      removeEventListener("beforeunload", this);
    }
    this.#onChange(any);
  }

  /** The agent has logged out, or the element is gone. */
  forget() {
    this.keep(null, false);
  }

  handleEvent(event) {
    event.preventDefault();
  }
}
