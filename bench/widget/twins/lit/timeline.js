// The timeline in Lit: an element whose window is TanStack Virtual's core behind a controller.

import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { createRef, ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";

import { describeItem } from "../../shared/customer.js";
import { DAY, marked, wordsOf } from "../../shared/timeline.js";
import { count, day, exact, word } from "../../shared/words.js";
import { icon, Section } from "./section.js";
import { VirtualizerController } from "./virtualizer.js";

class TimelineElement extends Section {
  static properties = { state: { attribute: false }, store: { attribute: false }, department: { state: true }, query: { state: true } };
  #words = [];
  #view = null;
  #scroller = createRef();
  #window = new VirtualizerController(this, this.#options(new Uint32Array(0)));

  constructor() {
    super();
    this.department = null;
    this.query = "";
  }

  willUpdate(changed) {
    if (changed.has("query")) this.#words = wordsOf(this.query);
    if (!changed.has("state") && !changed.has("department") && !changed.has("query")) return;
    this.#view = this.state.timeline.view(this.department, this.#words);
    this.#window.setOptions(this.#options(this.#view.entries));
  }

  render() {
    const { timeline, page, total, customer: { now } } = this.state;
    const { entries, matches, facets } = this.#view;
    const virtualizer = this.#window.virtualizer;
    const content = html`
      <div part="timeline" class="timeline">
        <div part="filter" class="filters" role="group" aria-label="Department">
          ${repeat([[null, 0], ...facets], ([name]) => name, ([name, number]) => this.#chip(name, number))}
        </div>
        <input type="search" part="search" class="search" .value=${this.query} @input=${({ target }) => { this.query = target.value; }}
          placeholder="Search this customer’s history" aria-label="Search this customer’s history" autocomplete="off" spellcheck="false" maxlength="200">
        <input type="date" class="jump" aria-label="Jump to date" @change=${({ target }) => this.#jump(target.valueAsNumber)}>
        <div class="window" tabindex="0" ${ref(this.#scroller)}>
          <div class="extent" style="block-size: ${virtualizer.getTotalSize()}px">
            ${repeat(virtualizer.getVirtualItems(), ({ key }) => key, ({ index, start }) => this.#entry(entries[index], timeline.at(entries[index]), index, start, now))}
          </div>
        </div>
        ${page.hasMore ? html`<button type="button" part="button" class="more" @click=${() => this.store.loadMore()}>Load more</button>` : nothing}
      </div>`;
    return this.frame("timeline", "Timeline", `${count(matches)} of ${count(total)}`, content);
  }

  #options(entries) {
    return {
      count: entries.length,
      getScrollElement: () => this.#scroller.value ?? null,
      estimateSize: (place) => (entries[place] & DAY ? 26 : 54),
      getItemKey: (place) => entries[place],
      overscan: 6,
    };
  }

  #measure = (element) => this.#window.virtualizer.measureElement(element ?? null);

  #jump(at) {
    if (Number.isNaN(at)) return;
    this.#window.virtualizer.scrollToIndex(this.state.timeline.placeOf(this.#view.entries, at + 86_399_999), { align: "start" });
  }

  #chip(name, number) {
    const text = name === null ? "All" : `${word("department", name)} ${count(number)}`;
    return html`<button type="button" part="button" class="filter" aria-pressed=${this.department === name} @click=${() => { this.department = name; }}><bdi>${text}</bdi></button>`;
  }

  #entry(entry, item, place, start, now) {
    const placed = `transform: translateY(${start}px)`;
    if (entry & DAY) {
      const at = Date.parse(item.interactionDate.startDateTime);
      return html`<h4 class="entry day" data-index=${place} style=${placed} ${ref(this.#measure)}>${guard([at, now], () => drawDay(at, now))}</h4>`;
    }
    return html`
      <div part="timeline-item" class="entry item" data-index=${place} style=${placed} ${ref(this.#measure)}>${guard([item, this.#words], () => drawItem(item, this.#words))}</div>`;
  }
}
customElements.define("twin-timeline", TimelineElement);

const drawDay = (at, now) => html`<time datetime=${new Date(at).toISOString()} title=${exact(at)}>${day(at, now)}</time>`;

function drawItem(item, words) {
  const shown = describeItem(item);
  return html`
    <span class="when"><time datetime=${shown.iso} title=${shown.exact}>${shown.time}</time></span>
    <div class="what">
      <p class="headline">${title(shown, words)}</p>
      <p class="facts-line">
        <span class="department" data-department=${shown.department}><bdi>${shown.departmentWord}</bdi></span>
        ${shown.facts.map((fact) => html`<span class="fact"><bdi dir="auto">${fact}</bdi></span>`)}
        ${shown.status ? html`<span part="badge" class="badge ${shown.tone}"><bdi>${shown.status}</bdi></span>` : nothing}
      </p>
    </div>`;
}

function title({ text, url }, words) {
  if (text === null) return html`<span class="quiet">${icon("lock")}There is an entry that you may not see</span>`;
  const content = html`<bdi dir="auto">${marked(text, words).map(([piece, isMatch]) => (isMatch ? html`<mark>${piece}</mark>` : piece))}</bdi>`;
  return url === null ? content : html`<a part="link" class="link" href=${url} target="_blank" rel="noopener noreferrer">${content}</a>`;
}
