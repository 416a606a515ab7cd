// In the frame: one panel that fills it, steered by the page around over the port of the greeting. The first greeting of
// the parent counts and no other; who may be the parent says this document's `frame-ancestors`. Knows the protocol and the
// element's public interface, nothing of its inside.

import { CustomerContextElement } from "./customer-context.js";
import { ATTRIBUTES, METHODS, portOf, PROPERTIES, readInFrame } from "./protocol.js";

const TOKEN_NAME = /^--cc-[a-z-]{1,40}$/;

CustomerContextElement.define();
const panel = document.querySelector("customer-context");
const waiting = new Map();
let port = null;
let nextToken = 0;
let prevented = [];

addEventListener("message", (event) => {
  const given = port === null ? portOf(event, window.parent) : null;
  if (given === null) return;
  port = given;
  port.onmessage = ({ data }) => take(readInFrame(data));
  port.postMessage({ kind: "ready", version: CustomerContextElement.version });
  tellState();
});

for (const name of __EVENTS__) {
  panel.addEventListener(name, (event) => {
    if (prevented.includes(name)) event.preventDefault();
    if (name === "cc-state-change" || name === "cc-unsaved-change") tellState();
    port?.postMessage({ kind: "event", name, detail: event.detail });
  });
}

new ResizeObserver(() => {
  port?.postMessage({ kind: "size", height: Math.ceil(panel.getBoundingClientRect().height) });
}).observe(panel);

function take(message) {
  switch (message?.kind) {
    case "settings":
      settle(message);
      break;
    case "token":
      waiting.get(message.id)?.(message.token);
      waiting.delete(message.id);
      break;
    case "call":
      call(message);
      break;
    default:
  }
}

function settle({ attributes, properties, tokens, scheme, prevent, hasTokens }) {
  prevented = prevent;
  const root = document.documentElement;
  root.style.setProperty("color-scheme", scheme);
  for (const name of [...root.style].filter((it) => TOKEN_NAME.test(it) && !Object.hasOwn(tokens, it))) root.style.removeProperty(name);
  for (const [name, value] of Object.entries(tokens)) if (TOKEN_NAME.test(name)) root.style.setProperty(name, value);
  // Before the customer: the first request needs the token.
  if (hasTokens !== (panel.tokenProvider !== null)) panel.tokenProvider = hasTokens ? askForToken : null;
  for (const name of PROPERTIES) if (!same(panel[name], properties[name])) panel[name] = properties[name];
  for (const name of ATTRIBUTES) setAttribute(name, attributes[name] ?? (name === "endpoint" ? "" : null));
}

function setAttribute(name, value) {
  if (typeof value !== "string") panel.removeAttribute(name);
  else if (panel.getAttribute(name) !== value) panel.setAttribute(name, value);
}

/** A copy arrives with every message; only one that says something else is a change. */
function same(mine, theirs) {
  return JSON.stringify(mine ?? null) === JSON.stringify(theirs ?? null);
}

function askForToken({ customerId }) {
  const id = nextToken++;
  port.postMessage({ kind: "token", id, customerId });
  return new Promise((resolve, reject) => {
    waiting.set(id, (token) => (token === null ? reject(new Error("no token")) : resolve(token)));
  });
}

async function call({ id, method, parameters }) {
  if (!METHODS.includes(method) || !Array.isArray(parameters)) return;
  try {
    const value = await panel[method](...parameters);
    port.postMessage({ kind: "result", id, value: value ?? null, failed: false });
  } catch {
    port.postMessage({ kind: "result", id, value: null, failed: true });
  }
}

function tellState() {
  port?.postMessage({ kind: "state", state: panel.state, code: panel.error?.code ?? null, unsaved: panel.hasUnsaved });
}
