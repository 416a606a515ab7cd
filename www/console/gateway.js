// The console's own calls: the waiting contacts, tokens, the transcript. Knows addresses and shapes;
// the panel talks to the gateway by itself.

/** What went wrong, as a word the console has a sentence for: `unreachable`, `refused` or `unexpected`. */
export class GatewayError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, cache: "no-store" });
  } catch (cause) {
    if (cause?.name === "AbortError") throw cause;
    throw new GatewayError("unreachable");
  }
  if (response.ok) return response;
  // A development server without its gateway answers in the gateway's place: 404 for the path, 50x for the proxy.
  if ([404, 502, 503, 504].includes(response.status)) throw new GatewayError("unreachable");
  throw new GatewayError(response.status === 401 || response.status === 403 ? "refused" : "unexpected");
}

function json(body, signal) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal };
}

/** Contacts that wait, the longest first. */
export async function waitingContacts(signal) {
  const response = await call("/demo/queue", { signal });
  const body = await response.json();
  return body.contacts ?? [];
}

/** A five-minute token for one agent, one department and one customer. */
export async function token({ agent, department, customer, signal }) {
  const response = await call("/demo/token", json({ agent, department, customer }, signal));
  return (await response.json()).token;
}

/** What was said in a contact so far. */
export async function transcript({ customer, contact, bearer, signal }) {
  const path = `/v1/customers/${encodeURIComponent(customer)}/interactions/${encodeURIComponent(contact)}`;
  const response = await call(path, { signal, headers: { authorization: `Bearer ${bearer}` } });
  return (await response.json()).transcript ?? [];
}
