// What the element says when the panel itself cannot: each text under the key by which `labels` replaces it.
// Knows words only.

export const NOTICES = {
  "boot.retry": "Try again",
  "boot.restarted": "The customer panel had a problem and was started again.",
  "boot.wasm-csp": "This page does not allow the customer panel to run.",
  "boot.wasm-csp.detail": "Its Content Security Policy lacks 'wasm-unsafe-eval' in script-src.",
  "boot.connect-csp": "This page does not allow the customer panel to load.",
  "boot.connect-csp.detail": "Its Content Security Policy lacks the address of the panel's files in connect-src.",
  "boot.wasm-network": "The customer panel could not be loaded.",
  "boot.wasm-network.detail": "Its program did not arrive, or not unchanged. Check the network and try again.",
  "boot.wasm-unsupported": "This browser cannot show the customer panel.",
  "boot.wasm-unsupported.detail": "WebAssembly is missing or switched off.",
  "boot.wasm-invalid": "The customer panel could not be started.",
  "boot.wasm-invalid.detail": "Its program does not fit this browser or was damaged on the way.",
  "boot.stopped": "The customer panel stopped several times.",
  "boot.stopped.detail": "The rest of the page is not affected.",
};

/** The host's wording or ours. */
export function notice(key, labels) {
  return labels[key] ?? NOTICES[key] ?? key;
}
