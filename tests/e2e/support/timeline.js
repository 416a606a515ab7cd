// A service with a long history for one customer, that pages, filters, searches and streams as the gateway does.
// Knows the contract, not the panel; the helpers at the end read the list as an agent sees it.

import { expect } from "@playwright/test";
import { ANY_TOKEN, expectState, openHost } from "./host.js";
import { answer, complete, contextFor, problem, serve } from "./service.js";

const NOW = Date.parse("2026-11-22T09:14:00Z");
const DEPARTMENTS = ["support", "billing", "web", "marketing"];
const TYPES = ["call", "chat", "order", "email", "ticket"];
const FACETS = ["department", "channel", "type", "status", "direction"];
const HOUR = 3_600_000;

/** A customer's history, the newest first. */
export class History {
  broken = false;
  #live = 0;
  #events = [];
  #wake = () => {};

  constructor(length, { every = 0, text = "", cases = false } = {}) {
    this.items = Array.from({ length }, (_, n) => ({
      id: `s:item:${String(n).padStart(5, "0")}`, type: TYPES[n % 5], channel: "voice", department: DEPARTMENTS[n % 4],
      direction: n % 3 ? "inbound" : "outbound", status: n % 7 ? "completed" : "open", source: "helpdesk",
      description: every && n % every === 1 ? `${text} ${n}` : `Entry number ${n}`,
      interactionDate: { startDateTime: new Date(NOW - n * 9 * HOUR).toISOString() },
      ...(cases && n === 0 ? { relationships: [{ id: "s:item:00001", relationshipType: "followUp" }] } : {}),
    }));
  }

  /** What passes, from a moment on. */
  matching({ department, type, from }) {
    return this.items.filter((it) => department.includes(it.department) && type.includes(it.type)
      && it.interactionDate.startDateTime >= from);
  }

  /** A page under the filters of a query. The cursor is a place in the list. */
  page(query, limit) {
    const at = ({ interactionDate }) => Date.parse(interactionDate.startDateTime);
    const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const words = fold(query.get("q") ?? "").split(/\s+/).filter(Boolean);
    const passes = (it, but) => FACETS.every((facet) => facet === but || !query.has(facet) || query.getAll(facet).includes(it[facet]))
      && (!query.has("from") || at(it) >= Date.parse(query.get("from")))
      && words.every((word) => fold(it.description ?? "").includes(word));
    const all = this.items.filter((it) => passes(it));
    const cursor = query.get("cursor");
    const to = query.get("to");
    let start = cursor === null ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    if (cursor === null && to !== null) start = all.findIndex((it) => at(it) < Date.parse(to));
    const items = start < 0 ? [] : all.slice(start, start + limit);
    const hasMore = start >= 0 && start + limit < all.length;
    const facets = Object.fromEntries(FACETS.map((facet) => [facet, counted(this.items.filter((it) => passes(it, facet)), facet)]));
    return { items, page: { limit, hasMore, ...(hasMore ? { nextCursor: items.at(-1).id } : {}) }, facets, total: { value: all.length, relation: "eq" } };
  }

  /** Lets so many things happen and the stream tell of them. */
  async push(count) {
    const told = [];
    for (let n = 0; n < count; n += 1) {
      this.#live += 1;
      const item = { ...this.items.at(-1), id: `live:${this.#live}`, description: `Live ${this.#live}`,
        interactionDate: { startDateTime: new Date(NOW + this.#live * 10).toISOString() } };
      this.items.unshift(item);
      told.push({ id: String(this.#live), data: item });
    }
    this.#events.push(...told);
    this.#wake();
  }

  /** The stream: what has happened since it was asked for, and then it breaks off. */
  async stream(customerId) {
    while (this.#events.length === 0) await new Promise((resolve) => { this.#wake = resolve; });
    const body = this.#events.splice(0).map(({ id, data }) => {
      const event = { specversion: "1.0", id, source: "/", type: "interaction.created", subject: customerId, time: new Date(NOW).toISOString(), data };
      return `retry: 50\nid: ${id}\nevent: interaction.created\ndata: ${JSON.stringify(event)}\n\n`;
    });
    return { status: 200, contentType: "text/event-stream", body: body.join("") };
  }

  detail(id) {
    const item = this.items.find((it) => it.id === id);
    if (this.broken) return problem(500, "internal");
    if (!item) return problem(404, "not-found");
    const transcript = Array.from({ length: 30 }, (_, n) => ({ role: n % 2 ? "agent" : "customer", text: `Turn ${n + 1}` }));
    return answer({ ...item, transcript });
  }
}

function counted(items, facet) {
  const counts = {};
  for (const item of items) if (item[facet]) counts[item[facet]] = (counts[item[facet]] ?? 0) + 1;
  return counts;
}

/**
 * Opens a panel with nothing but the timeline. `supplied` hands the whole history over at once, `hash` is the fragment
 * of the page's address, `hold` a promise that pages wait for.
 */
export async function openTimeline(page, history, { supplied = false, hash = "", hold = null, attributes = {}, width = 376 } = {}) {
  const contextOf = (customerId, limit) => contextFor(customerId, (context) => {
    context.interactions = history.page(new URLSearchParams(), limit);
    return complete(context);
  });
  const service = await serve(page, {
    context: ({ customerId }) => answer(contextOf(customerId, 20)),
    interactions: async ({ query }) => {
      await hold;
      return answer(history.page(query, Number(query.get("limit"))));
    },
    stream: ({ customerId }) => history.stream(customerId),
    questions: () => answer({ language: "en", questions: [] }),
  });
  await page.route("**/v1/customers/*/interactions/*", (route) => {
    const id = decodeURIComponent(new URL(route.request().url()).pathname.split("/").at(-1));
    return route.fulfill(history.detail(id)).catch(() => {});
  });
  const panel = await openHost(page, { attributes: { sections: "timeline", ...attributes }, width, token: ANY_TOKEN });
  if (hash) await page.evaluate((fragment) => { location.hash = fragment; }, hash);
  if (supplied) await panel.evaluate((element, context) => { element.context = context; }, contextOf("cus_01J9", history.items.length));
  else await panel.evaluate((element) => { element.customerId = "cus_01J9"; });
  await expectState(panel, "ready");
  await expect(panel.getByTestId("timeline-item").first()).toBeVisible();
  return { panel, service };
}

/** The titles of the rows that are drawn, from top to bottom. */
export function rowTexts(panel) {
  return panel.locator("[data-testid=timeline-item] .headline bdi").allTextContents();
}

export async function scrollTo(page, panel, top) {
  await panel.locator(".scroller").evaluate((it, y) => { it.scrollTop = y; }, top);
  await page.waitForTimeout(200);
}

/** The first row that can be seen, and where it is. */
export function topRow(panel) {
  return panel.evaluate((element) => {
    const scroller = element.shadowRoot.querySelector(".scroller").getBoundingClientRect();
    for (const row of element.shadowRoot.querySelectorAll("[data-testid=timeline-item]")) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom > scroller.top + 40) return { text: row.querySelector(".headline").textContent, top };
    }
    return null;
  });
}
