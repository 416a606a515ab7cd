// A service in the gateway's place, for answers that a healthy gateway does not give: late, wrong, refused. Every
// answer has the contract's shape, from the golden fixtures that all three programs share.

import { readFileSync } from "node:fs";

const FIXTURES = new URL("../../../crates/context-contract/fixtures/", import.meta.url);

/** A golden fixture, fresh for every caller. */
export function fixture(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FIXTURES), "utf8"));
}

/** The moment at which the fixtures are young: the panel judges age by the service's clock. */
export const MOMENT = "Sun, 22 Nov 2026 09:14:30 GMT";

/** The context of the fixture for another customer, and as complete as wanted. */
export function contextFor(customerId, change = (context) => context) {
  const context = fixture("context");
  context.customerId = customerId;
  context.profile.id = customerId;
  return change(context);
}

/** The fixture with every source answered. */
export function complete(context) {
  context.complete = true;
  for (const source of context.sources) {
    source.status = "ok";
    delete source.problem;
  }
  return context;
}

/** An answer of the service. */
export function answer(body, status = 200, headers = {}) {
  return { status, headers: { date: MOMENT, "cache-control": "no-store", ...headers }, contentType: "application/json", body: JSON.stringify(body) };
}

/** A refusal in the form of RFC 9457. */
export function problem(status, code, headers = {}) {
  const body = { type: "about:blank", title: "Refused", status, code };
  return { ...answer(body, status, headers), contentType: "application/problem+json" };
}

/** An answer that never comes. */
export const PENDING = Symbol("pending");

/** A network that is not there. */
export const UNREACHABLE = Symbol("unreachable");

/**
 * Answers every `/v1` request of the page. `handlers` are functions by the last word of the path (`context`,
 * `interactions`, `resolve`), or by the word behind the customer (`answers`, `fields`), that take the request and return an answer, `PENDING` or `UNREACHABLE`, or a promise of
 * one. The stream stays silent unless it is among them.
 */
export async function serve(page, handlers = {}) {
  const all = {
    context: ({ customerId }) => answer(contextFor(customerId, complete)),
    interactions: () => answer({ items: [], page: { limit: 20, hasMore: false } }),
    resolve: () => answer({ customers: [] }),
    questions: () => answer({ language: "en", questions: [] }),
    stream: () => PENDING,
    asks: () => answer({}),
    ...handlers,
  };
  const asked = [];
  await page.route("**/v1/**", async (route) => {
    const request = described(route.request());
    // Counts are told whenever the panel finds the time; what a test asks for is the rest.
    if (request.name !== "asks") asked.push(request);
    const handler = all[request.name] ?? all[request.resource];
    const given = await (handler ?? (() => problem(404, "not-found")))(request);
    // The page may have given the request up while its answer was on the way: then nobody is there to take it.
    if (given === UNREACHABLE) await route.abort("connectionrefused").catch(() => {});
    else if (given !== PENDING) await route.fulfill(given).catch(() => {});
  });
  return { asked, replace: (more) => Object.assign(all, more) };
}

function described(request) {
  const address = new URL(request.url());
  const parts = address.pathname.split("/");
  return {
    name: parts.at(-1), resource: parts[4], item: decodeURIComponent(parts[5] ?? ""), customerId: decodeURIComponent(parts[3] ?? ""), query: address.searchParams,
    headers: request.headers(), body: request.postData(), url: request.url(), method: request.method(),
  };
}
