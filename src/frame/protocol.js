// What passes between <customer-context-frame> on the host's page and the panel in the frame: one greeting by postMessage
// that carries a port, then messages on that port alone. Both sides read every message by these functions, and what has
// not exactly this shape is not there. Knows shapes, neither of the two sides.

/** Attributes that the frame's panel takes over; the rest of the element's interface is in the messages below. */
export const ATTRIBUTES = [
  "endpoint", "customer-id", "contact-id", "contact-reason", "sections", "department", "density", "theme", "loading",
  "heading-level", "lang-src", "lang", "dir",
];

/** Properties that are copied into the frame. `tokenProvider` stays outside: the frame asks by message. */
export const PROPERTIES = ["identifiers", "context", "labels", "rowActions"];

export const METHODS = ["refresh", "clear", "checkText", "expand", "collapse", "focus"];

/** Events that can be prevented; across a frame that has to be said beforehand. */
export const CANCELABLE = ["cc-navigate", "cc-action", "cc-copy"];

/** The greeting's only member besides the port: its value is the protocol's version. */
const GREETING = "customer-context-frame";
const PROTOCOL = 1;

/** Kind of a message on the port to the types of its members. */
const TO_FRAME = {
  settings: { attributes: "object", properties: "object", tokens: "object", scheme: "string", prevent: "object", hasTokens: "boolean" },
  token: { id: "number", token: "string?" },
  call: { id: "number", method: "string", parameters: "object" },
};
const TO_HOST = {
  ready: { version: "string" },
  size: { height: "number" },
  event: { name: "string", detail: "object" },
  state: { state: "string", code: "string?", unsaved: "boolean" },
  token: { id: "number", customerId: "string?" },
  result: { id: "number", value: "any", failed: "boolean" },
};

export function greeting() {
  return { [GREETING]: PROTOCOL };
}

/** The port of a greeting that `parent` sent, or `null`. */
export function portOf(event, parent) {
  const isGreeting = isRecord(event.data) && event.data[GREETING] === PROTOCOL && Object.keys(event.data).length === 1;
  return event.source === parent && isGreeting && event.ports.length === 1 ? event.ports[0] : null;
}

/** The message, or `null` when it is none for the frame. */
export function readInFrame(data) {
  return read(data, TO_FRAME);
}

/** The message, or `null` when it is none for the host. */
export function readInHost(data) {
  return read(data, TO_HOST);
}

function read(data, kinds) {
  if (!isRecord(data) || typeof data.kind !== "string" || !Object.hasOwn(kinds, data.kind)) return null;
  const members = Object.entries(kinds[data.kind]);
  return members.every(([name, type]) => fits(data[name], type)) ? data : null;
}

function fits(value, type) {
  if (type === "any") return true;
  if (type === "object") return typeof value === "object" && value !== null;
  if (type.endsWith("?")) return value === null || typeof value === type.slice(0, -1);
  return typeof value === type && (type !== "number" || Number.isFinite(value));
}

function isRecord(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
