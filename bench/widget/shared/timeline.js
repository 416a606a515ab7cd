// The interactions of one customer, in columns: kept in order, found, grouped by days. Every twin uses it, so it is what
// an expert would write in JavaScript for speed: typed arrays, one pass, no object per row. Knows nothing of drawing.

import { dayNumber } from "./words.js";

/** Set in an entry that is the heading of a day; the other bits are the first interaction of that day. */
export const DAY = 0x8000_0000;

const ASCII = /^[\x00-\x7f]*$/;
const MARKS = /\p{M}+/gu;

/** Lower case without diacritics, so that "zurich" finds "Zürich". */
export function fold(text) {
  return ASCII.test(text) ? text.toLowerCase() : text.normalize("NFD").replace(MARKS, "").toLowerCase();
}

/** The words of what was typed, folded. */
export const wordsOf = (query) => fold(query).split(/\s+/).filter(Boolean);

/** The text in pieces, `[text, isMatch]`, in which the words are marked. */
export function marked(text, words) {
  const found = words.length === 0 ? [] : ranges(text, words);
  const pieces = [];
  let from = 0;
  for (const [start, end] of found) {
    if (start > from) pieces.push([text.slice(from, start), false]);
    pieces.push([text.slice(start, end), true]);
    from = end;
  }
  if (from < text.length) pieces.push([text.slice(from), false]);
  return pieces;
}

function ranges(text, words) {
  const letters = ASCII.test(text) ? null : Array.from(text, fold);
  const folded = letters === null ? text.toLowerCase() : letters.join("");
  const back = letters === null ? (at) => at : placesIn(text, letters);
  const found = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      found.push([back(at), back(at + word.length)]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  return found.filter(([start], index) => index === 0 || start >= found[index - 1][1]);
}

/** For every letter of the folded text, and for its end, where it comes from. */
function placesIn(text, letters) {
  const places = [];
  let at = 0;
  Array.from(text).forEach((letter, index) => {
    for (let each = 0; each < letters[index].length; each += 1) places.push(at);
    at += letter.length;
  });
  places.push(text.length);
  return (place) => places[place];
}

/** The interactions in the order of their arrival, which never changes, and beside them their order in time. */
export class Timeline {
  #items = [];
  #texts = [];
  #times = new Float64Array(64);
  #days = new Int32Array(64);
  #departments = new Uint8Array(64);
  #names = [];
  #places = new Map();
  /** Places of `#items`, oldest first, so that something new is put at the end. */
  #order = new Uint32Array(64);

  /** Newest first, as the contract gives them. */
  constructor(interactions) {
    this.append(interactions);
  }

  get length() {
    return this.#items.length;
  }

  /** The interaction of an entry. */
  at(entry) {
    return this.#items[(entry & ~DAY) >>> 0];
  }

  /** Adds something at its time, mostly the newest, or replaces what has the same id. */
  insert(interaction) {
    const known = this.#places.get(interaction.id);
    if (known === undefined) {
      this.#reserve(this.#items.length + 1);
      this.#enter(this.#push(interaction), this.#items.length - 1);
      return;
    }
    const from = this.#order.indexOf(known);
    this.#order.copyWithin(from, from + 1, this.#items.length);
    this.#put(known, interaction);
    this.#enter(known, this.#items.length - 1);
  }

  /** Adds a page of older ones, newest first. */
  append(interactions) {
    const fresh = interactions.filter((item) => !this.#places.has(item.id));
    const { length } = this.#items;
    this.#reserve(length + fresh.length);
    this.#order.copyWithin(fresh.length, 0, length);
    fresh.forEach((item, index) => { this.#order[fresh.length - 1 - index] = this.#push(item); });
  }

  /**
   * What is shown under a filter: `entries`, newest first, days and interactions in one list; how many match; how many
   * of what the words find each department has.
   */
  view(department, words) {
    const size = this.#items.length;
    const wanted = department === null ? -1 : this.#names.indexOf(department);
    const counts = new Uint32Array(this.#names.length);
    const entries = new Uint32Array(size * 2);
    let length = 0;
    let matches = 0;
    let day = NaN;
    for (let place = size - 1; place >= 0; place -= 1) {
      const index = this.#order[place];
      if (words.length > 0 && !holds(this.#texts[index], words)) continue;
      const own = this.#departments[index];
      counts[own] += 1;
      if (wanted >= 0 && own !== wanted) continue;
      if (this.#days[index] !== day) {
        day = this.#days[index];
        entries[length++] = (index | DAY) >>> 0;
      }
      entries[length++] = index;
      matches += 1;
    }
    const facets = this.#names.map((name, at) => [name, counts[at]]);
    facets.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return { entries: entries.subarray(0, length), matches, facets };
  }

  /** Where in the entries the given day or the next older one begins; the last place when all are newer. */
  placeOf(entries, at) {
    const day = dayNumber(at);
    let low = 0;
    let high = Math.max(0, entries.length - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#days[(entries[middle] & ~DAY) >>> 0] <= day) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Puts a place into the order, in which there are `count` others. */
  #enter(index, count) {
    let at = count;
    while (at > 0 && this.#isNewer(this.#order[at - 1], index)) at -= 1;
    this.#order.copyWithin(at + 1, at, count);
    this.#order[at] = index;
  }

  /** By time, and by id where two happened at the same. */
  #isNewer(one, other) {
    const difference = this.#times[one] - this.#times[other];
    return difference > 0 || (difference === 0 && this.#items[one].id > this.#items[other].id);
  }

  #push(interaction) {
    const index = this.#items.length;
    this.#places.set(interaction.id, index);
    this.#put(index, interaction);
    return index;
  }

  #put(index, interaction) {
    this.#items[index] = interaction;
    this.#texts[index] = fold(textOf(interaction));
    this.#times[index] = Date.parse(interaction.interactionDate.startDateTime);
    this.#days[index] = dayNumber(this.#times[index]);
    let department = this.#names.indexOf(interaction.department);
    if (department < 0) department = this.#names.push(interaction.department) - 1;
    this.#departments[index] = department;
  }

  #reserve(size) {
    if (size <= this.#days.length) return;
    const room = Math.max(size, this.#days.length * 2);
    const grown = (Type, before) => {
      const after = new Type(room);
      after.set(before);
      return after;
    };
    this.#times = grown(Float64Array, this.#times);
    this.#days = grown(Int32Array, this.#days);
    this.#departments = grown(Uint8Array, this.#departments);
    this.#order = grown(Uint32Array, this.#order);
  }
}

function textOf({ description, summary, participants }) {
  const agent = participants?.[0]?.name;
  return [description, agent, summary?.text].filter(Boolean).join(" ");
}

function holds(text, words) {
  for (const word of words) if (!text.includes(word)) return false;
  return true;
}
