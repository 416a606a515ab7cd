// The story of one call. Every step is what a phone menu, a console or an agent sends to the gateway; the panels hear of
// it by their streams. The same steps can be done by hand in the panels.

import { tokensFor, waitingContacts } from "./demo.js";

const $ = (id) => document.getElementById(id);
const [billing, support] = [$("billing"), $("support")];
/** The departments' names; others in the address (`?departments=a,b`) keep one telling's counts apart from another's. */
const [BILLING, SUPPORT] = (new URLSearchParams(location.search).get("departments") ?? "billing,support").split(",");
const story = { contactId: `gateway:call:story-${crypto.randomUUID()}`, promise: `story-${crypto.randomUUID()}`, customerId: null, address: null, before: null };
const ACCOUNT_QUESTION = "Can I have your account number?";

const COUNTS = { avoided: "repeat asks avoided", happened: "repeat asks that happened", confirmed: "confirmed instead of asked", handoff: "hand-offs" };

/** Title of a step, and what happens in it. */
const STEPS = [
  ["A customer calls billing; the phone menu verifies by a one-time code", verify],
  ["Billing asks three questions and records the answers", answer],
  ["Billing promises a callback", promise],
  ["Billing hands over to support", handOver],
  ["Support sees the passport, the answers, the promise and the hand-off", look],
  ["Support begins to ask for the account number, and is told that it is known", ask],
  ["Support takes the question out, and confirms the address instead of asking for it", confirm],
  ["Support resolves the call and keeps the promise", resolve],
];

for (const [panel, department] of [[billing, BILLING], [support, SUPPORT]]) {
  Object.assign(panel, { department, tokenProvider: tokensFor(department) });
}
$("steps").append(...STEPS.map(([title]) => Object.assign(document.createElement("li"), { textContent: title })));

const contacts = await waitingContacts();
story.customerId = await customerWithOldAddress(contacts);
let step = 0;
mark();
$("next").addEventListener("click", next);

async function next() {
  $("next").disabled = true;
  if (story.before === null) {
    story.before = await counted();
    setInterval(count, 5_000);
  }
  try {
    await STEPS[step][1]();
    step += 1;
    $("said").textContent = "";
  } catch (error) {
    $("said").textContent = `That did not work (${error.message}). Load the page again to begin anew.`;
  }
  mark();
  await count();
}

async function verify() {
  const performedIn = { interactionId: story.contactId, department: BILLING, channel: "voice" };
  await send(BILLING, "POST", "interactions", { id: story.contactId, type: "call", channel: "voice", department: BILLING, direction: "inbound", reason: "invoice", description: "Charged twice this month" });
  await send(BILLING, "POST", "verifications", { kind: "authentication", status: "verified", amr: ["otp", "tel"], performedIn, reusableFor: [BILLING, SUPPORT] }, {}, "Phone menu");
  await select(billing, "invoice");
}

async function answer() {
  const answeredIn = { interactionId: story.contactId, department: BILLING, channel: "voice" };
  const { answers } = await context(BILLING);
  for (const [key, value] of [["callback.time", "After 17:00"], ["callback.number", "+441134960199"], ["contact.channel", "Phone"]]) {
    const etag = answers.find((known) => known.key === key)?.etag;
    await send(BILLING, "PUT", `answers/${key}`, { status: "answered", value, answeredIn }, etag ? { "If-Match": etag } : { "If-None-Match": "*" });
  }
}

async function promise() {
  const dueAt = new Date(Date.now() + 2 * 3_600_000).toISOString();
  await put(BILLING, { text: "Call back about the double charge", status: "open", dueAt }, { "If-None-Match": "*" });
}

async function handOver() {
  const handoff = {
    reason: "Charged twice, and the router restarts since Monday",
    asked: "When and how to call back",
    answered: "After 17:00, by phone",
    tried: "Second charge found and marked for refund",
    promised: "A call today about the refund",
    next: "Check the router",
  };
  await send(BILLING, "POST", "notes", { kind: "handoff", text: "", handoff, toDepartment: SUPPORT, interactionId: story.contactId });
  await send(BILLING, "PATCH", `interactions/${encodeURIComponent(story.contactId)}`, { department: SUPPORT, reason: "technical" });
  billing.clear();
  await select(support, "technical");
  $("draft").disabled = false;
}

async function look() {
  for (const section of ["passport", "ledger", "contact", "promises"]) await support.expand(section);
}

async function ask() {
  await write(ACCOUNT_QUESTION);
}

async function confirm() {
  await write("Let me look at the router with you.");
  const { profile } = await context(SUPPORT);
  const place = profile.contactPoints.findIndex((point) => point.kind === "postal");
  const decidedIn = { interactionId: story.contactId, department: SUPPORT, channel: "voice" };
  await send(SUPPORT, "PUT", "fields", { pointer: `/contactPoints/${place}/value`, decision: { kind: "keep" }, decidedIn }, { "If-Match": profile.etag });
}

async function resolve() {
  // Sent: the draft is empty again.
  await write("");
  const { commitments } = await context(SUPPORT);
  const made = commitments.find(({ id }) => id === story.promise);
  await put(SUPPORT, { text: made.text, status: "kept", dueAt: made.dueAt }, { "If-Match": made.etag });
  await send(SUPPORT, "PATCH", `interactions/${encodeURIComponent(story.contactId)}`, { status: "completed" });
}

/** Types as the agent would. The panel of support follows the field and says itself what is answered, a frame later. */
function write(text) {
  $("draft").value = text;
  $("draft").dispatchEvent(new InputEvent("input", { bubbles: true }));
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

function put(department, body, headers) {
  return send(department, "PUT", `commitments/${story.promise}`, { ...body, madeIn: { interactionId: story.contactId } }, headers);
}

/** Sends as an agent of a department; the answer as JSON. */
async function send(department, method, path, body, headers = {}, agent) {
  const response = await fetch(`/v1/customers/${story.customerId}/${path}`, {
    method,
    headers: { ...(await authorised(department, agent)), "content-type": "application/json", "idempotency-key": crypto.randomUUID(), ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).code ?? response.status);
  return response.json();
}

async function context(department, customer = story.customerId) {
  return (await fetch(`/v1/customers/${customer}/context`, { headers: await authorised(department, undefined, customer) })).json();
}

async function authorised(department, agent = "agent-robin", customer = story.customerId) {
  const body = JSON.stringify({ agent, department, customer });
  const response = await fetch("/demo/token", { method: "POST", headers: { "content-type": "application/json" }, body });
  return { authorization: `Bearer ${(await response.json()).token}` };
}

async function select(panel, reason) {
  const shown = new Promise((resolve) => panel.addEventListener("cc-load", resolve, { once: true }));
  Object.assign(panel, { customerId: story.customerId, contactId: story.contactId, contactReason: reason });
  await shown;
}

/** Somebody who waits, whose address nobody has confirmed for long or about whose address two departments disagree. */
async function customerWithOldAddress(contacts) {
  for (const { customerId } of contacts) {
    const headers = await authorised(SUPPORT, undefined, customerId);
    const { rows = [] } = await (await fetch(`/v1/customers/${customerId}/ledger?department=${SUPPORT}`, { headers })).json();
    const needs = (key, states) => rows.some((row) => row.question?.key === key && states.includes(row.state));
    if (needs("address.current", ["stale", "conflicting"]) && needs("account.number", ["answered", "verified"])) return customerId;
  }
  return contacts[0]?.customerId ?? null;
}

/** What the gateway has counted so far in the two departments. */
async function counted() {
  const totals = { avoided: 0, happened: 0, confirmed: 0, handoff: 0 };
  for (const department of [BILLING, SUPPORT]) {
    const response = await fetch(`/v1/asks/summary?department=${department}`, { headers: await authorised(department) });
    const { totals: more = {} } = response.ok ? await response.json() : {};
    for (const name of Object.keys(totals)) totals[name] += more[name] ?? 0;
  }
  return totals;
}

/** Panels tell what they have counted every ten seconds, so the figures are read again now and then. */
async function count() {
  const now = await counted();
  $("count").replaceChildren(...Object.entries(COUNTS).map(([name, title]) => {
    const line = document.createElement("div");
    line.dataset.count = name;
    line.append(Object.assign(document.createElement("dt"), { textContent: title }));
    line.append(Object.assign(document.createElement("dd"), { textContent: now[name] - story.before[name] }));
    return line;
  }));
}

function mark() {
  for (const [place, line] of [...$("steps").children].entries()) {
    line.toggleAttribute("data-done", place < step);
    if (place === step) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  }
  $("next").disabled = step === STEPS.length || story.customerId === null;
  $("next").textContent = step === 0 ? "Begin" : step === STEPS.length ? "The end" : "Next step";
}
