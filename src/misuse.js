// What a web team can get wrong with the element, each with what to do about it, under a code that docs/errors.md explains.
// Said once per page. Knows names and settings of the page; data of a customer never come here.

import { warnOnce } from "./page.js";

/** Values of the page are shown clipped: enough to find them. */
const MOST_CHARACTERS = 60;
/** More keys than this are counted and not named. */
const MOST_KEYS = 8;

/** Attribute to the values that it knows. */
const VALUES = __ATTRIBUTE_VALUES__;
/** The panel's own sections. */
const SECTIONS = __SECTIONS__;
/** Names of the host's own sections, as config.rs takes them. */
const OWN_SECTION = /^own-[a-z0-9-]{1,36}$/;

/** Code to advice. */
const ADVICE = {
  "attribute-unknown": (given, meant) => `the attribute ${given} is not known: write ${meant}.`,
  "attribute-value": (name, given, known) => `${name}="${given}" is not known, and the default counts: write one of ${known}.`,
  "configured-late": () => "configure() comes too late, the module is being loaded already: call it before the first element is there.",
  "context-malformed": () => "the object in `context` is not of the contract's shape, and nothing of it is shown: compare it with the schema of the gateway's /openapi.json.",
  "defined-twice": (tag, known, mine) => `<${tag}> is defined already, by version ${known}; this is ${mine}. Load the script in one place.`,
  "draft-not-found": (id) => `draft="${id}" names no field: the id has to be that of a field in the same document or shadow root, and until it is there nothing is followed.`,
  "endpoint-invalid": (given) => `endpoint="${given}" is no http or https address: write the gateway's, or leave it empty for the page's own origin.`,
  "identifiers-incomplete": () => "some of `identifiers` are left out: each needs a `type` and a `value`, both texts, and at most 20 are looked up.",
  "label-unknown": (keys) => `nothing reads these keys of \`labels\`: ${keys}. The page "Texts" of the documentation lists all.`,
  "lang-keys": (file, keys) => `${file} has keys that nothing reads, or whose value is no text: ${keys}. Compare it with lang-template.json.`,
  "lang-file-invalid": (file, why) => `${file} is left out: ${why}. It has to be a JSON object of texts, as lang-template.json.`,
  "lang-file-unreachable": (file) => `${file} could not be loaded; the panel stays in English. Look at the network panel, and for another origin at CORS and connect-src.`,
  "lang-src-invalid": (given) => `lang-src="${given}" is no http or https address: write where the language's file is.`,
  "property-type": (name, wanted) => `${name} has to be ${wanted}; what was given is left out.`,
  "row-action": (id, why) => `the row action "${id}" is left out: ${why}.`,
  "section-unknown": (given, known) => `there is no section "${given}": there are ${known}, and your own, whose names begin with own-.`,
  "token-attribute": () => "never put a token into an attribute, where every script of the page can read it: give a function by the property tokenProvider.",
  "token-provider-failed": () => "tokenProvider threw, took more than ten seconds, or gave no usable text: it has to return the token or a promise of it.",
  "token-provider-missing": () => "the gateway wants a token and tokenProvider is not set: give a function that fetches one from your server.",
};

/** Says once what is wrong and what to do. */
export function advise(code, ...details) {
  const said = details.map((detail) => clipped(String(detail)));
  warnOnce(`${code} ${said.join(" ")}`, `${ADVICE[code](...said)} [${code}]`);
}

/** Keys in one line. */
export function adviseKeys(code, keys, ...details) {
  if (keys.length === 0) return;
  const more = keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : "";
  const named = keys.slice(0, MOST_KEYS).map((key) => clipped(key)).join(", ");
  warnOnce(`${code} ${details.join(" ")} ${keys.join(" ")}`, `${ADVICE[code](...details.map(clipped), named + more)} [${code}]`);
}

/** Looks at the attributes as they stand. */
export function checkAttributes(element, known) {
  for (const name of element.getAttributeNames()) {
    if (/^(access|auth|bearer)?-?token$/.test(name)) advise("token-attribute");
    const meant = known.find((it) => it !== name && it.replaceAll("-", "") === name.replaceAll(/[-_]/g, ""));
    if (meant !== undefined) advise("attribute-unknown", name, meant);
  }
  for (const [name, values] of Object.entries(VALUES)) {
    const given = element.getAttribute(name)?.trim() ?? "";
    if (given !== "" && !values.includes(given.toLowerCase())) advise("attribute-value", name, given, values.join(", "));
  }
  for (const name of (element.getAttribute("sections") ?? "").split(/\s+/)) checkSection(name);
}

/** Looks at the name of a section; an empty one is none. */
export function checkSection(name) {
  if (name !== "" && !SECTIONS.includes(name) && !OWN_SECTION.test(name)) advise("section-unknown", name, SECTIONS.join(" "));
}

/** Says what a failure of the panel means for the page, where the page can do something about it. */
export function checkFailure(code, { tokenProvider, context }) {
  const wantsToken = code === "token-missing" || code === "token-refused";
  if (wantsToken && tokenProvider === null) advise("token-provider-missing");
  else if (code === "token-missing") advise("token-provider-failed");
  else if (code === "malformed" && context !== null) advise("context-malformed");
}

function clipped(text) {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
