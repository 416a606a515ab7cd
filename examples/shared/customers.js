// Two invented customers in the shape of the contract, so that every example runs without a server. Knows no framework.

/** A context with a name, a phone number and one answer. */
function contextOf(customerId, full, phone, model) {
  const observedAt = "2026-03-02T10:00:00Z";
  return {
    schemaVersion: "1.0",
    customerId,
    complete: true,
    profile: {
      id: customerId,
      kind: "individual",
      name: { full },
      contactPoints: [{ id: "phone", kind: "phone", value: phone }],
      provenance: { "/contactPoints/0/value": { source: "crm", observedAt, method: "declared" } },
    },
    answers: [
      {
        key: "router.model", question: "Router model", value: model, status: "answered", askedCount: 1,
        answeredAt: observedAt, answeredIn: { department: "support", channel: "voice" }, source: "helpdesk",
      },
    ],
    interactions: { items: [], page: { limit: 20, hasMore: false }, total: { value: 0, relation: "eq" } },
    sources: [{ id: "crm", name: "CRM", kind: "crm", status: "ok" }, { id: "helpdesk", name: "Support", kind: "support", status: "ok" }],
  };
}

/** The customers of the examples, in turn. */
export const customers = [
  contextOf("cus_ada", "Ada Oakfield", "+441134960101", "AX-3000"),
  contextOf("cus_bo", "Bo Lindqvist", "+441134960102", "AX-5000"),
];
