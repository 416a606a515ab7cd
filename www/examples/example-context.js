// An invented customer in the shape of the contract, for pages that hand the panel its context themselves.

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** The context as of now, so that its ages and deadlines stay believable. */
export function exampleContext(now = Date.now()) {
  const at = (ago) => new Date(now - ago).toISOString();
  return {
    schemaVersion: "1.0",
    customerId: "cus_example",
    complete: true,
    profile: profile(at),
    verifications: [verification(at)],
    answers: answers(at),
    commitments: [
      { id: "cm1", text: "Callback before 17:00", dueAt: at(-90 * MINUTE), status: "open", department: "billing", owner: "Rian M." },
    ],
    consents: [{ purpose: "marketing", channel: "email", status: "withdrawn", statusDate: at(80 * DAY), source: "mailer" }],
    notes: [handOff(at)],
    alerts: [
      { id: "a1", severity: "critical", category: "payment", title: "Card payment failed twice since Friday", validFor: { startDateTime: at(2 * DAY) }, source: "billing", department: "billing" },
    ],
    campaigns: [{ id: "c9", name: "Autumn upgrade", channel: "email", status: "opened", statusDate: at(3 * DAY), source: "mailer" }],
    interactions: interactions(at),
    sources: [
      { id: "crm", name: "CRM", kind: "crm", status: "ok", asOf: at(MINUTE) },
      { id: "billing", name: "Billing", kind: "billing", status: "ok", asOf: at(MINUTE) },
      { id: "helpdesk", name: "Support", kind: "support", status: "ok", asOf: at(MINUTE) },
      { id: "shop", name: "Web shop", kind: "shop", status: "ok", asOf: at(MINUTE) },
    ],
  };
}

/** The same customer while one source does not answer and another one answers with old data. */
export function incompleteContext(now = Date.now()) {
  const context = exampleContext(now);
  context.complete = false;
  context.sources[2].status = "stale";
  context.sources[2].asOf = new Date(now - 3 * 60 * MINUTE).toISOString();
  context.sources[3] = {
    id: "shop", name: "Web shop", kind: "shop", status: "timeout",
    problem: { type: "about:blank", title: "Source did not answer in time", status: 504, code: "source-timeout" },
  };
  return context;
}

/** A customer of whom next to nothing is known yet. */
export function sparseContext() {
  return {
    schemaVersion: "1.0",
    customerId: "cus_new",
    complete: true,
    profile: { id: "cus_new", kind: "individual", name: { full: "Wren Achterberg" } },
    sources: [{ id: "crm", name: "CRM", kind: "crm", status: "ok" }],
  };
}

function profile(at) {
  const source = (id, ago, more = {}) => ({ source: id, observedAt: at(ago), method: "declared", ...more });
  const otherPhone = { value: "+441134960188", source: "loyalty", observedAt: at(2900 * DAY) };
  return {
    id: "cus_example",
    kind: "individual",
    name: { full: "Abbie Moss", given: "Abbie", surname: "Moss" },
    birthDate: { masked: "" },
    preferredLanguages: ["en-GB"],
    timeZone: "Europe/London",
    contactPoints: [
      { id: "cp1", kind: "email", value: "abbie.moss@example.com", pref: 1, verified: true, verificationRef: "vrf_7" },
      { id: "cp2", kind: "phone", value: "+441134960706" },
      { id: "cp3", kind: "postal", value: "12 Elm Row, Leeds LS1 4AP", address: { street: "12 Elm Row", locality: "Leeds", postcode: "LS1 4AP", country: "GB" } },
    ],
    externalIdentifier: [{ owner: "crm", externalIdentifierType: "Account", id: { masked: "•••• 4421" } }],
    segments: [{ id: "gold", name: "Gold", source: "loyalty" }],
    traits: { loyaltyTier: "gold", customerSince: "2017", income: { restricted: "policy" } },
    provenance: {
      "/birthDate": source("crm", 3100 * DAY),
      "/contactPoints/0/value": source("crm", 500 * DAY),
      "/contactPoints/1/value": source("crm", 500 * DAY, { conflict: { resolution: "sourcePriority", alternatives: [otherPhone] } }),
      "/contactPoints/2/value": source("billing", 1300 * DAY),
      "/externalIdentifier/0/id": source("crm", 3100 * DAY),
    },
  };
}

function verification(at) {
  return {
    id: "vrf_7", kind: "authentication", status: "verified", amr: ["otp", "tel"], source: "gateway",
    validFor: { startDateTime: at(3 * MINUTE), endDateTime: at(-27 * MINUTE) },
    performedIn: { interactionId: "phone:call:1", department: "billing", channel: "voice" },
    reusableFor: ["support", "billing", "sales"],
  };
}

function answers(at) {
  const support = { department: "support", channel: "voice" };
  return [
    { key: "router.model", question: "Router model", value: "AX-3000", valueType: "string", status: "answered", askedCount: 2, answeredAt: at(20 * DAY), answeredIn: support, source: "helpdesk" },
    { key: "line.shared", question: "Shared line", value: false, valueType: "boolean", status: "answered", askedCount: 1, answeredAt: at(20 * DAY), answeredIn: support, source: "helpdesk" },
    { key: "address.current", question: "Address", value: "12 Elm Row, Leeds", valueType: "string", status: "stale", askedCount: 1, answeredAt: at(1300 * DAY), answeredIn: { department: "billing", channel: "mail" }, source: "billing" },
    { key: "household.size", question: "People in the household", value: 3, valueType: "integer", status: "conflicting", askedCount: 2, answeredAt: at(680 * DAY), source: "crm" },
    { key: "callback.time", question: "Best time to call back", status: "missing", askedCount: 0, source: "gateway" },
    { key: "occupation", question: "Occupation", status: "declined", askedCount: 1, lastAskedAt: at(260 * DAY), source: "crm" },
    { key: "credit.limit", question: "Credit limit", value: { restricted: "policy" }, status: "restricted", askedCount: 0, source: "billing" },
  ];
}

function handOff(at) {
  return {
    id: "n1", kind: "handoff", author: "Rian M.", date: at(4 * MINUTE), text: "", fromDepartment: "billing", toDepartment: "support",
    interactionId: "phone:call:1",
    handoff: {
      reason: "Router restarts several times a day",
      asked: "Account, router model",
      answered: "AX-3000, since Tuesday",
      tried: "Firmware 2.4 sent, power supply swapped",
      promised: "Callback before 17:00",
      next: "Check the line, then replace the router",
    },
  };
}

function interactions(at) {
  const items = [
    { id: "phone:call:1", type: "call", channel: "voice", department: "support", direction: "inbound", status: "inProgress", reason: "technical", description: "Router restarts several times a day", interactionDate: { startDateTime: at(11 * MINUTE) }, participants: [{ role: "agent", name: "Rian M." }], source: "helpdesk" },
    { id: "phone:call:0", type: "call", channel: "voice", department: "billing", direction: "inbound", status: "completed", description: "Identity verified with a one-time code", interactionDate: { startDateTime: at(23 * MINUTE), endDateTime: at(12 * MINUTE) }, source: "billing" },
    { id: "mailer:touch:9", type: "campaignTouch", channel: "email", department: "marketing", direction: "outbound", description: "Autumn upgrade offer opened", interactionDate: { startDateTime: at(3 * DAY) }, source: "mailer" },
    { id: "shop:order:30001", type: "order", channel: "store", department: "store", direction: "inbound", status: "completed", description: "Order 30001, router stand", amount: { value: "18.00", currency: "GBP" }, items: [{ name: "Router stand", quantity: 1, price: { value: "18.00", currency: "GBP" } }], interactionDate: { startDateTime: at(3 * DAY + 400 * MINUTE) }, source: "shop" },
    { id: "helpdesk:ticket:35436", type: "ticket", channel: "voice", department: "support", direction: "inbound", status: "completed", reason: "technical", description: "No connection in the evening", interactionDate: { startDateTime: at(20 * DAY) }, summary: { text: "Firmware sent; stable for a week afterwards.", by: "human" }, url: "https://support.example/tickets/35436", source: "helpdesk" },
  ];
  const department = { support: 2, billing: 1, marketing: 1, store: 1 };
  return { items, page: { limit: 20, hasMore: false }, facets: { department }, total: { value: items.length, relation: "eq" } };
}
