// What the host has set, as the panel is told of it: attributes and properties in, one plain snapshot out, and whether
// they still select the same customer. Knows no module, no token and no state of the panel.

import { areOnTheirWay, directionFor, sourceFor, wordsFor } from "./language.js";
import { advise, checkAttributes } from "./misuse.js";
import { inForce, plainIdentifiers, plainLabels, plainRowActions } from "./plain.js";
import { firstRequest } from "./prefetch.js";

/** Attribute to property: writing one writes the other. The list is `ATTRIBUTES` of config.rs. */
export const REFLECTED = {
  "endpoint": "endpoint",
  "customer-id": "customerId",
  "contact-id": "contactId",
  "contact-reason": "contactReason",
  "sections": "sections",
  "department": "department",
  "density": "density",
  "theme": "theme",
  "loading": "loading",
  "heading-level": "headingLevel",
  "draft": "draft",
  "lang-src": "langSrc",
};
/** Properties without an attribute: objects, and the token that must never be in the page. `PROPERTIES` of config.rs. */
export const UNREFLECTED = ["identifiers", "context", "tokenProvider", "labels", "rowActions"];
/** Who is selected depends on these; writing any of them ends `clear()`. */
export const SELECTING = new Set(["customer-id", "identifiers", "context"]);

/** The interaction that the page's address leads to, by the fragment that "copy link" makes. */
function linkedInteraction() {
  const id = /[#&]cc-interaction=([^&]+)/.exec(location.hash)?.[1];
  try {
    return id === undefined ? null : decodeURIComponent(id);
  } catch {
    return null;
  }
}

/** The absolute address of the gateway; `endpoint=""` is the page's own origin. */
function absolute(given) {
  if (given === null) return null;
  if (given.trim() === "") return location.origin;
  const url = URL.canParse(given, document.baseURI) ? new URL(given, document.baseURI) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    advise("endpoint-invalid", given);
    return null;
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** The settings of one element. */
export class Settings {
  /** The properties of `UNREFLECTED`, as the host gave them. */
  values = { identifiers: [], context: null, tokenProvider: null, labels: {}, rowActions: [] };
  /** The host has called `clear()`, and nothing has selected anybody since. */
  cleared = false;
  /** How often somebody else was selected: whoever comes back within one task has been away. */
  selections = 0;
  /** The page is going away, or lies in the cache of the back button. */
  pageHidden = false;
  #element;
  #shownLanguage = null;

  constructor(element) {
    this.#element = element;
  }

  /** Whether nobody is to be on the screen, whatever is set. */
  get isBlank() {
    return this.cleared || this.pageHidden;
  }

  get customerId() {
    return this.#element.getAttribute("customer-id");
  }

  get tokenProvider() {
    return this.isBlank ? null : this.values.tokenProvider;
  }

  get suppliedContext() {
    return this.isBlank ? undefined : this.values.context ?? undefined;
  }

  get #endpoint() {
    return absolute(this.#element.getAttribute("endpoint"));
  }

  /** Equal as long as the same customer is wanted from the same place. */
  describeSelection() {
    if (this.isBlank) return "";
    const { identifiers, context } = this.values;
    const supplied = context === null ? null : String(context.customerId);
    return JSON.stringify([this.#endpoint, this.customerId, plainIdentifiers(identifiers), supplied]);
  }

  /** The request that the panel will begin with, or `null` when there is nothing to ask. */
  firstRequest() {
    if (this.isBlank || this.values.context !== null) return null;
    const identifiers = plainIdentifiers(this.values.identifiers);
    return firstRequest({ endpoint: this.#endpoint, customerId: this.customerId?.trim(), identifiers });
  }

  /** The attributes and properties as plain text, lists and nothing else. */
  snapshot() {
    checkAttributes(this.#element, Object.keys(REFLECTED));
    const { tag, source } = this.#language();
    const dir = inForce(this.#element, "dir") ?? directionFor(tag, source);
    const rowActions = plainRowActions(this.values.rowActions, (id, why) => advise("row-action", id, why));
    const snapshot = { labels: this.labels(), lang: tag, dir };
    for (const [attribute, property] of Object.entries(REFLECTED)) {
      snapshot[property] = this.#element.getAttribute(attribute);
    }
    for (const own of ["loading", "draft", "langSrc"]) delete snapshot[own];
    snapshot.rowActions = rowActions;
    snapshot.endpoint = this.#endpoint;
    snapshot.identifiers = plainIdentifiers(this.values.identifiers);
    snapshot.interaction = linkedInteraction();
    snapshot.selection = this.selections;
    if (this.isBlank) Object.assign(snapshot, { customerId: null, identifiers: [], contactId: null, contactReason: null });
    return snapshot;
  }

  /** The language that is wanted, and where the host's own words for it are. */
  get wantedLanguage() {
    const tag = inForce(this.#element, "lang");
    return { tag, source: sourceFor(this.#element.getAttribute("lang-src"), tag) };
  }

  /** The host's wording over the words of the language; what neither has is English. */
  labels() {
    const { tag, source } = this.#language();
    return { ...wordsFor(tag, source), ...plainLabels(this.values.labels) };
  }

  /** The language in force. While its words are on their way it is still the one before: never half and half. */
  #language() {
    const wanted = this.wantedLanguage;
    if (!areOnTheirWay(wanted.tag, wanted.source)) this.#shownLanguage = wanted;
    return this.#shownLanguage ?? wanted;
  }
}
