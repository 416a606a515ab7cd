// Sends the first request for a customer while the wasm module is still on its way. Knows the two URLs of the
// contract that can come first; reading the answer is left to the module, which takes the promise over.

const DEADLINE_MS = 10_000;
/** Interactions in the first paint: the `FIRST_PAGE` of client.rs. The module ignores a request it would not send. */
const FIRST_PAGE = 20;

/** The first request of a selection, or `null` when there is nothing to ask. */
export function firstRequest({ endpoint, customerId, identifiers }) {
  if (!endpoint) return null;
  if (customerId) {
    return { url: `${endpoint}/v1/customers/${encodeURIComponent(customerId)}/context?limit=${FIRST_PAGE}` };
  }
  return identifiers.length > 0 ? { url: `${endpoint}/v1/resolve`, body: JSON.stringify({ identifiers }) } : null;
}

/** One request under way. */
export class Prefetch {
  #request;
  #closing = new AbortController();
  #response;

  constructor(request, tokens, onResponse) {
    this.#request = request;
    this.#response = this.#send(tokens, onResponse);
    // Whoever takes the promise sees the failure; nobody else is to be told of an unhandled rejection.
    this.#response.catch(() => {});
  }

  /** The promise of the response, if this is the request; only once, for a body can be read only once. */
  take(url, body) {
    const response = this.#request?.url === url && this.#request.body === body ? this.#response : undefined;
    if (response !== undefined) this.#request = null;
    return response;
  }

  /** Gives the request up. */
  close() {
    this.#closing.abort();
  }

  async #send(tokens, onResponse) {
    const { url, body } = this.#request;
    const token = await tokens.get();
    const headers = new Headers();
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(DEADLINE_MS)]);
    const response = await fetch(url, { method: body === undefined ? "GET" : "POST", headers, body, signal });
    onResponse();
    return response;
  }
}
