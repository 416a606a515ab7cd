// Makes the benchmark's customers: invented, the same in every run, in the shape of the contract. Knows no candidate.

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const SUBJECTS = [
  ["support", "ticket", "Router restarts several times a day"], ["support", "call", "No connection in the evening"],
  ["support", "chat", "How to set up the guest network"], ["support", "ticket", "Firmware update failed halfway, then again after a restart of the whole line"],
  ["billing", "email", "Question about an invoice"], ["billing", "payment", "Payment received"],
  ["billing", "call", "Instalments for the open invoice agreed"], ["sales", "call", "Offer for a faster line"],
  ["sales", "email", "Contract renewed for two years"], ["marketing", "email", "Autumn upgrade offer opened"],
  ["store", "order", "Order of a router stand"], ["store", "visit", "Visit to the shop in Zürich, wanted to try the café set on display before buying"],
  ["web", "chat", "Address changed in the portal"],
];
const CHANNELS = { ticket: "email", call: "voice", chat: "chat", email: "email", payment: "web", order: "store", visit: "store" };
const STATUS = ["completed", "completed", "completed", "inProgress", "waitingCustomer", "failed"];
const AGENTS = ["Rian M.", "Ola K.", "Tamsin B.", "Jún Þ.", "Céline D."];
const NAMES = ["Abbie Moss", "Maren Oakfield", "Ilse Brandt", "Noah Quill", "Zoë Harrow", "Tomas Reed"];

/** A generator of numbers from 0 to 1 (mulberry32): small, and enough for data that only has to be varied. */
function randomness(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The `count` newest interactions of a customer, newest first. Each description ends in a number that no other has. */
export function interactions(customer, count, now) {
  const random = randomness(customer + 1);
  const items = [];
  let at = now - 11 * MINUTE;
  for (let number = count; number > 0; number -= 1) {
    items.push(interaction(random, customer, number, at));
    at -= Math.floor(random() * 104 + 1) * MINUTE;
  }
  return items;
}

function interaction(random, customer, number, at) {
  const [department, type, subject] = SUBJECTS[Math.floor(random() * SUBJECTS.length)];
  return {
    id: `bench:${type}:${customer}-${number}`,
    type,
    channel: CHANNELS[type],
    department,
    direction: random() < 0.7 ? "inbound" : "outbound",
    status: STATUS[Math.floor(random() * STATUS.length)],
    description: `${subject}, no. ${customer}-${number}.`,
    interactionDate: { startDateTime: new Date(at).toISOString() },
    participants: [{ role: "agent", name: AGENTS[Math.floor(random() * AGENTS.length)] }],
    ...(type === "payment" || type === "order" ? { amount: { value: (random() * 200).toFixed(2), currency: "GBP" } } : {}),
    ...(type === "ticket" ? { url: `https://support.example/tickets/${customer}-${number}` } : {}),
    source: "crm",
  };
}

/** Something new, as the stream brings it; `at` is when it happened. */
export function news(customer, number, at) {
  return { ...interaction(randomness(7000 + number), customer, `live-${number}`, at), status: "inProgress" };
}

/** One customer with `all` interactions, of which the context holds the `shown` newest. */
export function context(customer, { all = 20, shown = all, now = Date.now() } = {}) {
  const at = (ago) => new Date(now - ago).toISOString();
  const items = interactions(customer, all, now);
  const page = shown < all ? { limit: shown, hasMore: true, nextCursor: String(shown) } : { limit: shown, hasMore: false };
  return {
    schemaVersion: "1.0",
    customerId: `bench-${customer}-${all}`,
    complete: true,
    profile: profile(customer, at),
    verifications: [verification(at)],
    answers: answers(customer, at),
    commitments: [], consents: [], notes: [], alerts: [], campaigns: [],
    interactions: { items: items.slice(0, shown), page, facets: facetsOf(items), total: { value: all, relation: "eq" } },
    sources: [
      { id: "crm", name: "CRM", kind: "crm", status: "ok", asOf: at(MINUTE) },
      { id: "billing", name: "Billing", kind: "billing", status: "ok", asOf: at(MINUTE) },
      { id: "helpdesk", name: "Support", kind: "support", status: "ok", asOf: at(MINUTE) },
    ],
  };
}

/** How many of the interactions each department has. */
export function facetsOf(items) {
  const department = {};
  for (const item of items) department[item.department] = (department[item.department] ?? 0) + 1;
  return { department };
}

function profile(customer, at) {
  const source = (id, ago, more = {}) => ({ source: id, observedAt: at(ago), method: "declared", ...more });
  const full = `${NAMES[customer % NAMES.length]} ${customer}`;
  const otherPhone = { value: "+441134960188", source: "billing", observedAt: at(2900 * DAY) };
  return {
    id: `bench-${customer}`, kind: "individual", name: { full },
    birthDate: { masked: "" }, preferredLanguages: ["en-GB"], timeZone: "Europe/London",
    contactPoints: [
      { id: "cp1", kind: "email", value: `customer.${customer}@example.com`, verified: true },
      { id: "cp2", kind: "phone", value: "+441134960706" },
      { id: "cp3", kind: "postal", value: "12 Elm Row, Leeds LS1 4AP", address: { locality: "Leeds", country: "GB" } },
    ],
    externalIdentifier: [{ owner: "crm", externalIdentifierType: "Account", id: { masked: `•••• ${4000 + customer}` } }],
    segments: [], traits: { loyaltyTier: "gold", customerSince: "2017" },
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
    id: "vrf_1", kind: "authentication", status: "verified", amr: ["otp", "tel"], source: "gateway",
    validFor: { startDateTime: at(3 * MINUTE), endDateTime: at(-600 * MINUTE) },
    performedIn: { department: "billing", channel: "voice" }, reusableFor: ["support", "billing", "sales"],
  };
}

function answers(customer, at) {
  const support = { department: "support", channel: "voice" };
  return [
    { key: "router.model", question: "Router model", value: `AX-${3000 + customer}`, valueType: "string", status: "answered", askedCount: 2, answeredAt: at(20 * DAY), answeredIn: support, source: "helpdesk" },
    { key: "line.shared", question: "Shared line", value: false, valueType: "boolean", status: "answered", askedCount: 1, answeredAt: at(20 * DAY), answeredIn: support, source: "helpdesk" },
    { key: "address.current", question: "Address", value: "12 Elm Row, Leeds", valueType: "string", status: "stale", askedCount: 1, answeredAt: at(1300 * DAY), source: "billing" },
    { key: "household.size", question: "People in the household", value: 3, valueType: "integer", status: "conflicting", askedCount: 2, answeredAt: at(680 * DAY), source: "crm" },
    { key: "occupation", question: "Occupation", status: "declined", askedCount: 1, source: "crm" },
    { key: "credit.limit", question: "Credit limit", value: { restricted: "policy" }, status: "restricted", askedCount: 0, source: "billing" },
    { key: "callback.time", question: "Best time to call back", status: "missing", askedCount: 0, source: "helpdesk" },
    { key: "language.letters", question: "Language of letters", status: "missing", askedCount: 0, source: "helpdesk" },
  ];
}
