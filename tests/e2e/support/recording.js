// A panel whose agent records things, and a service that takes them, refuses them, loses them, or has heard better.

import { expectState, openHost } from "./host.js";
import { answer, complete, contextFor, fixture, problem, serve } from "./service.js";

export const CUSTOMER = "cus_01J9";
export const OTHER = "cus_02K3";
/** The question of the fixtures that has been answered too long ago. */
export const STALE = "address.current";

/** A panel with the catalogue of the fixtures. `handlers` are the service's, over those that agree to everything. */
export async function openRecording(page, handlers = {}, options = {}) {
  const service = await serve(page, {
    context: ({ customerId }) => answer(contextFor(customerId, complete)),
    questions: () => answer(fixture("questions")),
    answers: saved,
    ...handlers,
  });
  const panel = await openHost(page, { width: 376, ...options });
  await listen(panel);
  await panel.evaluate((element, values) => Object.assign(element, values), {
    customerId: CUSTOMER, contactId: "phone:call:CA1", contactReason: "technical", ...options.properties,
  });
  await expectState(panel, "ready");
  return { panel, service };
}

/** Keeps the panel's own events where the test can read them. */
async function listen(panel) {
  await panel.evaluate((element) => {
    globalThis.heard = [];
    for (const name of ["cc-answer", "cc-repeat-question", "cc-navigate"]) {
      element.addEventListener(name, (event) => globalThis.heard.push({ name, ...event.detail }));
    }
  });
}

/** The events of this name, so far. */
export async function heard(panel, name) {
  const all = await panel.evaluate(() => globalThis.heard);
  return all.filter((event) => event.name === name);
}

/** A service that does what it is told. */
export function saved({ item, body }) {
  const write = JSON.parse(body);
  return answer(recorded(item, write, { agent: "Robin Ellery", etag: '"2"' }), 200, { etag: '"2"' });
}

/** An answer as the service has it after this write. */
export function recorded(key, write, { agent, etag, department = "support" }) {
  const at = "2026-11-22T09:14:00Z";
  const occasion = { department, channel: "voice" };
  return {
    key, question: write.question, value: write.value, valueType: write.valueType, status: write.status, askedCount: 2,
    lastAskedAt: at, answeredAt: at, answeredIn: occasion, source: "gateway", etag,
    history: [{ action: write.action ?? "answered", at, agent, in: occasion }],
  };
}

/** 412, with what a colleague has written meanwhile. */
export function contested(key, value, agent = "Sam Field") {
  const current = recorded(key, { value, status: "answered", action: "corrected" }, { agent, etag: '"9"', department: "sales" });
  const refusal = problem(412, "precondition-failed", { etag: '"9"' });
  return { ...refusal, body: JSON.stringify({ ...JSON.parse(refusal.body), current }) };
}

/** The row of a question or field. */
export function row(panel, key) {
  return panel.locator(`.row[data-record="answer:${key}"]`);
}

/** The requests that changed something. */
export function writes(service) {
  return service.asked.filter((request) => request.method !== "GET" && request.name !== "resolve");
}
