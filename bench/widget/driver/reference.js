// Runs in the page: what a panel has to show, asked from the benchmark's server, which looks at every record. Each
// question is asked once. Knows no panel.

import { numberOf } from "./panel.js";

const known = new Map();

/** The browser's own: the widget's page puts another one in its place, which asks for customers whole. */
const ownFetch = globalThis.fetch.bind(globalThis);

/** The records under a filter, newest first: `{ total, items }`, of which there are at most `limit`. */
export async function records(id, { department = "", words = "", day = "", from = 0, limit = 1 } = {}) {
  const query = new URLSearchParams({ limit: String(limit), cursor: String(from) });
  for (const [key, value] of Object.entries({ department, q: words, day })) if (value) query.set(key, value);
  const address = `/v1/customers/${id}/interactions?${query}`;
  if (!known.has(address)) known.set(address, await (await ownFetch(address)).json());
  const { items, total } = known.get(address);
  return { items, total: total.value };
}

/** How many there are, and the number of the first. */
export async function expected(id, filter) {
  const { items: [first], total } = await records(id, filter);
  return { total, first: first ? numberOf(first.description) : null };
}

/** The day of the record at that place, newest first, and the number of that day's newest record. */
export async function dayAt(id, place) {
  const { items: [there] } = await records(id, { from: place });
  const day = there.interactionDate.startDateTime.slice(0, 10);
  return { day, newest: (await expected(id, { day })).first };
}

/** A context with its newest interactions, as text, so that every use makes a new one of it. */
export const contextText = async (id) => (await ownFetch(`/v1/customers/${id}/context`)).text();
