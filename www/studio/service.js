// A service inside the page, in the gateway's place: it answers the panels of the studio so that each comes into its
// state, wherever the studio is hosted, and nothing is requested. Knows the contract's addresses and refusals.

import { exampleContext } from "../examples/example-context.js";

/** The address under which nothing is: requests that begin with it never leave the page. */
export const ENDPOINT = new URL("service", import.meta.url).href;

const PROBLEM = { "content-type": "application/problem+json" };
const offline = () => Promise.reject(new TypeError("Failed to fetch"));
const refuse = (status, code) => () => respond({ type: "about:blank", title: "Refused", status, code }, status, PROBLEM);
const respond = (body, status = 200, headers = { "content-type": "application/json" }) =>
  new Response(JSON.stringify(body), { status, headers: { ...headers, date: new Date().toUTCString() } });

/** What the service does, by the name of the state that the address carries. */
const ANSWERS = {
  several: () => respond({ customers: [
    { id: "cus_a", displayName: "Abbie Moss", match: { confidence: 0.95, method: "exact", matchedOn: ["email", "phone"] } },
    { id: "cus_b", displayName: "Tobias Moss", match: { confidence: 0.6, method: "exact", matchedOn: ["phone"] } },
  ] }),
  nobody: () => respond({ customers: [] }),
  "not-found": refuse(404, "not-found"),
  forbidden: refuse(403, "forbidden"),
  refused: refuse(401, "token-expired"),
  failed: refuse(501, "not-implemented"),
  offline: (() => {
    let asked = 0;
    // Each of the two panels sees the customer once; then the network is gone.
    return () => ((asked += 1) <= 2 ? respond({ ...exampleContext(), customerId: "cus_example" }) : offline());
  })(),
};

/** Puts the service before the network. Call it before the first panel asks. */
export function startService() {
  const network = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!address.startsWith(`${ENDPOINT}/`)) return network(input, init);
    return serve(address, init?.signal ?? input.signal, init?.method ?? input.method ?? "GET");
  };
}

async function serve(address, signal, method) {
  const [state, ...path] = address.slice(ENDPOINT.length + 1).split(/[/?]/);
  if (path.includes("stream")) return silence(signal);
  if (path.includes("questions")) return respond({ language: "en", questions: [] });
  // There is nothing here to write to: what an agent records is answered as by a gateway that does not allow it.
  if (method !== "GET" && !path.includes("resolve")) return refuse(403, "forbidden")();
  return ANSWERS[state]?.() ?? refuse(404, "not-found")();
}

/** A stream on which nothing happens until whoever listens leaves. */
function silence(signal) {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
