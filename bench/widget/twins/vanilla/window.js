// Shows the rows of a long list that are in view: heights in typed arrays with running sums, row elements used again.
// Knows nothing of what a row holds.

const OVERSCAN = 6;

export class Window {
  #scroller;
  #extent;
  #draw;
  #estimate;
  #entries = new Uint32Array(0);
  /** Measured heights by entry; they outlive filters. */
  #known = new Map();
  /** Where each entry begins; one more for the end. */
  #tops = new Float64Array(1);
  #rows = new Map();
  #free = [];
  #frame = 0;

  /** `draw(row, entry)` fills a recycled element, or makes one when `row` is undefined, and returns it. */
  constructor(scroller, extent, { draw, estimate }) {
    this.#scroller = scroller;
    this.#extent = extent;
    this.#draw = draw;
    this.#estimate = estimate;
    scroller.addEventListener("scroll", () => this.#schedule(), { passive: true });
  }

  /** Another list. `keep` leaves what is in view where it is. */
  show(entries, { redraw = true, keep = false } = {}) {
    const anchor = keep && this.#scroller.scrollTop > 0 ? this.#anchor() : null;
    this.#entries = entries;
    this.#sum();
    if (redraw) this.#retire(() => true);
    if (anchor !== null) this.#restore(anchor);
    else this.#scroller.scrollTop = 0;
    this.#render();
  }

  scrollTo(place) {
    this.#scroller.scrollTop = this.#tops[place];
    this.#render();
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
  }

  #sum() {
    const { length } = this.#entries;
    if (this.#tops.length <= length) this.#tops = new Float64Array(length + 1024);
    let top = 0;
    for (let place = 0; place < length; place += 1) {
      this.#tops[place] = top;
      top += this.#known.get(this.#entries[place]) ?? this.#estimate(this.#entries[place]);
    }
    this.#tops[length] = top;
    this.#extent.style.blockSize = `${top}px`;
  }

  #anchor() {
    const place = this.#placeAt(this.#scroller.scrollTop);
    return { entry: this.#entries[place], offset: this.#scroller.scrollTop - this.#tops[place] };
  }

  #restore({ entry, offset }) {
    const place = this.#entries.indexOf(entry);
    if (place >= 0) this.#scroller.scrollTop = this.#tops[place] + offset;
  }

  #placeAt(top) {
    let low = 0;
    let high = this.#entries.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
    });
  }

  #render() {
    const { scrollTop, clientHeight } = this.#scroller;
    const from = Math.max(0, this.#placeAt(scrollTop) - OVERSCAN);
    const to = Math.min(this.#entries.length, this.#placeAt(scrollTop + clientHeight) + 1 + OVERSCAN);
    const wanted = new Set(this.#entries.subarray(from, to));
    this.#retire((entry) => !wanted.has(entry));
    const fresh = [];
    for (let place = from; place < to; place += 1) {
      const entry = this.#entries[place];
      let row = this.#rows.get(entry);
      if (row === undefined) {
        row = this.#draw(this.#free.pop(), entry);
        this.#rows.set(entry, row);
        if (row.parentNode === null) this.#extent.append(row);
        if (!this.#known.has(entry)) fresh.push(entry);
      }
      row.style.transform = `translateY(${this.#tops[place]}px)`;
      row.hidden = false;
    }
    for (const row of this.#free) row.hidden = true;
    if (fresh.length > 0) this.#measure(fresh);
  }

  /** All reads, then all writes: one layout. */
  #measure(entries) {
    let changed = false;
    for (const entry of entries) {
      const height = this.#rows.get(entry).offsetHeight;
      if (height !== this.#estimate(entry)) changed = true;
      this.#known.set(entry, height);
    }
    if (!changed) return;
    const anchor = this.#anchor();
    this.#sum();
    if (this.#scroller.scrollTop > 0) this.#restore(anchor);
    this.#render();
  }

  #retire(isOver) {
    for (const [entry, row] of this.#rows) {
      if (!isOver(entry)) continue;
      this.#rows.delete(entry);
      this.#free.push(row);
    }
  }
}
