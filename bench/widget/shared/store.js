// The state of a panel outside of any library: one snapshot at a time, replaced as a whole. Knows nothing of drawing.

import { describe } from "./customer.js";
import { Timeline } from "./timeline.js";

export class Store {
  #snapshot = null;
  #listeners = new Set();
  #source;

  constructor(source) {
    this.#source = source;
  }

  /** `null`, or `{ customerId, customer, timeline, page, total, revision }`. The timeline, which may be long, is changed in place; `revision` says that it was. */
  get = () => this.#snapshot;

  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(context) {
    const { customerId, interactions } = context;
    this.#replace({
      customerId, customer: describe(context), timeline: new Timeline(interactions.items),
      page: interactions.page, total: interactions.total.value, revision: 0,
    });
  }

  insert(interaction) {
    const { timeline, total, revision } = this.#snapshot;
    const before = timeline.length;
    timeline.insert(interaction);
    this.#replace({ ...this.#snapshot, total: total + timeline.length - before, revision: revision + 1 });
  }

  async loadMore() {
    const { customerId, page: { nextCursor } } = this.#snapshot;
    const { items, page } = await this.#source.page(customerId, nextCursor);
    if (this.#snapshot.customerId !== customerId) return;
    this.#snapshot.timeline.append(items);
    this.#replace({ ...this.#snapshot, page, revision: this.#snapshot.revision + 1 });
  }

  #replace(snapshot) {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener(snapshot);
  }
}
