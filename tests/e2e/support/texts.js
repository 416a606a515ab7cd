// Rewrites the texts of a context. Knows which strings of the contract are words of a fixed list, ids or times, and
// which ones somebody outside the company may have chosen.

/** Members whose strings are machine words, ids, times or codes: the contract gives them a form. */
const MACHINE = new Set([
  "schemaVersion", "customerId", "id", "kind", "key", "type", "status", "channel", "department", "direction", "role",
  "relationshipType", "fromDepartment", "toDepartment", "source", "recordId", "observedAt", "method", "resolution",
  "startDateTime", "endDateTime", "lastUpdate", "lastAskedAt", "answeredAt", "dueAt", "statusDate", "date", "time",
  "asOf", "amr", "valueType", "severity", "purpose", "legalBasis", "jurisdiction", "signal", "relation", "nextCursor",
  "interactionId", "verificationRef", "reusableFor", "timeZone", "preferredLanguages", "handle", "restricted", "country",
  "currency", "birthDate", "url", "code", "by", "trust_framework", "assurance_level", "check_method", "owner_kind",
  "externalIdentifierType", "category", "reasonCode",
]);

/** Members that the contract gives a form but that reach the screen as they are when the form is not kept. */
const OPEN = new Set([
  "channel", "department", "direction", "role", "status", "type", "method", "resolution", "fromDepartment", "toDepartment",
  "preferredLanguages", "timeZone", "purpose", "legalBasis", "jurisdiction", "signal", "category", "severity", "amr",
  "valueType", "restricted", "url", "country", "currency", "externalIdentifierType", "by", "source", "key", "kind",
]);

/** The same object with `change(text, path)` applied to every free text. */
export function markTexts(value, change, path = "") {
  return walk(value, change, path, (name) => !MACHINE.has(name));
}

/** The same object with `change(text, path)` applied to free texts and to the open words that are shown as they are. */
export function markOpenTexts(value, change, path = "") {
  return walk(value, change, path, (name) => !MACHINE.has(name) || OPEN.has(name));
}

function walk(value, change, path, chosen, name = "") {
  if (typeof value === "string") return chosen(name) ? change(value, path) : value;
  if (Array.isArray(value)) return value.map((item, index) => walk(item, change, `${path}/${index}`, chosen, name));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, change, `${path}/${key}`, chosen, key)]));
}
