// The timeline by hand: a template per kind of row, filled by direct writes. Knows what a row shows, not which rows
// there are.

import { describeItem } from "../../shared/customer.js";
import { DAY, marked, Timeline, wordsOf } from "../../shared/timeline.js";
import { count, day, exact, word } from "../../shared/words.js";
import { bdi, element, icon } from "./dom.js";
import { Window } from "./window.js";

export class TimelineView {
  element;
  #facts;
  #source;
  #filters = element("div", { part: "filter", className: "filters", role: "group", ariaLabel: "Department" });
  #search = element("input", {
    type: "search", part: "search", className: "search", placeholder: "Search this customer’s history",
    ariaLabel: "Search this customer’s history", autocomplete: "off", spellcheck: false, maxLength: 200,
  });
  #jump = element("input", { type: "date", className: "jump", ariaLabel: "Jump to date" });
  #extent = element("div", { className: "extent" });
  #scroller = element("div", { className: "window", tabIndex: 0 }, this.#extent);
  #more = element("button", { type: "button", part: "button", className: "more", textContent: "Load more" });
  #chips = new Map();
  #window;
  #timeline = new Timeline([]);
  #page = null;
  #total = 0;
  #customerId = "";
  #department = null;
  #words = [];
  #view = null;
  #now = 0;

  constructor(facts, source) {
    this.#facts = facts;
    this.#source = source;
    this.element = element("div", { part: "timeline", className: "timeline" }, this.#filters, this.#search, this.#jump, this.#scroller, this.#more);
    this.#window = new Window(this.#scroller, this.#extent, { draw: (row, entry) => this.#draw(row, entry), estimate: (entry) => (entry & DAY ? 26 : 54) });
    this.#filters.addEventListener("click", ({ target }) => this.#choose(target.closest("button")));
    this.#search.addEventListener("input", () => this.#narrow(this.#department, wordsOf(this.#search.value)));
    this.#jump.addEventListener("change", () => this.#jumpTo(this.#jump.valueAsNumber));
    this.#more.addEventListener("click", () => this.#loadMore());
  }

  show(context, now) {
    const { items, page, total } = context.interactions;
    this.#now = now;
    this.#customerId = context.customerId;
    this.#timeline = new Timeline(items);
    this.#page = page;
    this.#total = total.value;
    this.#search.value = "";
    this.#narrow(null, []);
  }

  insert(interaction) {
    const before = this.#timeline.length;
    this.#timeline.insert(interaction);
    this.#total += this.#timeline.length - before;
    this.#refresh({ redraw: this.#timeline.length === before, keep: true });
  }

  unmount() {
    this.#window.destroy();
  }

  #narrow(department, words) {
    this.#department = department;
    this.#words = words;
    this.#refresh();
  }

  #refresh(options) {
    this.#view = this.#timeline.view(this.#department, this.#words);
    this.#facts.textContent = `${count(this.#view.matches)} of ${count(this.#total)}`;
    this.#more.hidden = !this.#page.hasMore;
    this.#drawChips();
    this.#window.show(this.#view.entries, options);
  }

  #drawChips() {
    const all = [[null, 0], ...this.#view.facets];
    const gone = new Set(this.#chips.keys());
    all.forEach(([name, number], place) => {
      let chip = this.#chips.get(name);
      if (chip === undefined) {
        chip = element("button", { type: "button", part: "button", className: "filter" }, element("bdi"));
        chip.department = name;
        this.#chips.set(name, chip);
      }
      gone.delete(name);
      write(chip.firstChild, name === null ? "All" : `${word("department", name)} ${count(number)}`);
      chip.ariaPressed = String(this.#department === name);
      if (this.#filters.children[place] !== chip) this.#filters.insertBefore(chip, this.#filters.children[place] ?? null);
    });
    for (const name of gone) {
      this.#chips.get(name).remove();
      this.#chips.delete(name);
    }
  }

  #choose(chip) {
    if (chip !== null) this.#narrow(chip.department, this.#words);
  }

  #jumpTo(at) {
    if (!Number.isNaN(at)) this.#window.scrollTo(this.#timeline.placeOf(this.#view.entries, at + 86_399_999));
  }

  async #loadMore() {
    const customerId = this.#customerId;
    const page = await this.#source.page(customerId, this.#page.nextCursor);
    if (customerId !== this.#customerId) return;
    this.#page = page.page;
    this.#timeline.append(page.items);
    this.#refresh({ keep: true });
  }

  #draw(row, entry) {
    const made = row ?? newRow();
    const item = this.#timeline.at(entry);
    if (entry & DAY) drawDay(made, Date.parse(item.interactionDate.startDateTime), this.#now);
    else drawItem(made, describeItem(item), this.#words);
    return made;
  }
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Every row can be a day or an interaction, so that any of them can be used again. */
const template = element("div", { className: "entry" },
  element("h4", { className: "day" }, element("time")),
  element("span", { className: "when" }, element("time")),
  element("div", { className: "what" },
    element("p", { className: "headline" }),
    element("p", { className: "facts-line" },
      element("span", { className: "department" }, element("bdi")),
      element("span", { part: "badge", className: "badge" }, element("bdi")))));

function newRow() {
  const row = template.cloneNode(true);
  const [day, when, what] = row.children;
  const [headline, facts] = what.children;
  row.parts = { day, when, what, headline, facts, department: facts.firstChild, badge: facts.lastChild };
  return row;
}

function drawDay(row, at, now) {
  const { day: heading, when, what } = row.parts;
  row.className = "entry";
  row.removeAttribute("part");
  when.hidden = what.hidden = true;
  heading.hidden = false;
  const time = heading.firstChild;
  time.dateTime = new Date(at).toISOString();
  time.title = exact(at);
  write(time, day(at, now));
}

function drawItem(row, shown, words) {
  const { day: heading, when, what, headline, facts, department, badge } = row.parts;
  row.className = "entry item";
  row.setAttribute("part", "timeline-item");
  heading.hidden = true;
  when.hidden = what.hidden = false;
  const time = when.firstChild;
  time.dateTime = shown.iso;
  time.title = shown.exact;
  write(time, shown.time);
  headline.replaceChildren(title(shown, words));
  department.dataset.department = shown.department;
  write(department.firstChild, shown.departmentWord);
  while (department.nextSibling !== badge) department.nextSibling.remove();
  badge.before(...shown.facts.map((fact) => element("span", { className: "fact" }, bdi(fact))));
  badge.hidden = shown.status === null;
  badge.className = `badge ${shown.tone}`;
  write(badge.firstChild, shown.status ?? "");
}

function title({ text, url }, words) {
  if (text === null) return element("span", { className: "quiet" }, icon("lock"), "There is an entry that you may not see");
  const content = element("bdi", { dir: "auto" });
  for (const [piece, isMatch] of marked(text, words)) content.append(isMatch ? element("mark", { textContent: piece }) : piece);
  return url === null ? content : element("a", { part: "link", className: "link", href: url, target: "_blank", rel: "noopener noreferrer" }, content);
}
