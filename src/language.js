// The panel's words in the language of the page: which languages there are, and one file for each, fetched once per
// page and only where it is wanted. English is in the module and costs nothing. Knows no element and no panel.

import { assetUrl, checksIntegrity } from "./loader.js";

/** Language to the hash of its file; the bundle makes the list out of src/lang. */
const FILES = __LANGUAGES__;
/** Read only for languages that have a file. */
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

const DEADLINE_MS = 10_000;
/** A file that could not be had is asked for again after this long, at the next change of the panel. */
const FAILURE_LASTS_MS = 60_000;
/** Longer than this a panel does not wait for its words: it is drawn in English and again when they are there. */
const PATIENCE_MS = 300;

const words = new Map();
const onTheirWay = new Map();
const failures = new Map();

/** The language that a tag of BCP 47 is shown in, `de` for `de-AT`: RFC 4647's lookup. `null` is English. */
export function languageFor(tag) {
  let language = (tag ?? "").trim().toLowerCase();
  while (language !== "" && !Object.hasOwn(FILES, language)) language = language.replace(/-?[^-]*$/, "");
  return language === "" ? null : language;
}

/** Direction of writing of the words for a tag, where it is not the page's usual one. */
export function directionFor(tag) {
  return RIGHT_TO_LEFT.has(languageFor(tag)?.split("-")[0]) ? "rtl" : null;
}

/** Message key to text, as far as it is here: empty for English and for what is on its way. */
export function wordsFor(tag) {
  return words.get(languageFor(tag)) ?? {};
}

/** Whether the words for a tag were asked for and neither came nor failed. */
export function areOnTheirWay(tag) {
  return onTheirWay.has(languageFor(tag));
}

/** Fetches the words for a tag unless they are here. Resolves, never rejects, with whether there was anything to wait for. */
export function fetchWords(tag) {
  const language = languageFor(tag);
  if (language === null || words.has(language) || hasJustFailed(language)) return Promise.resolve(false);
  if (!onTheirWay.has(language)) onTheirWay.set(language, settle(language));
  return onTheirWay.get(language);
}

/** The outcome of `main`, kept back for words that are on their way, but not for long. */
export async function withWords(main, arrival) {
  try {
    return await main;
  } finally {
    await Promise.race([arrival, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }
}

function hasJustFailed(language) {
  return performance.now() - failures.get(language) < FAILURE_LASTS_MS;
}

async function settle(language) {
  try {
    words.set(language, await fetchFile(language));
  } catch {
    if (!failures.has(language)) {
      console.warn(`customer-context: lang/${language}.json could not be loaded; the panel stays in English.`);
    }
    failures.set(language, performance.now());
  }
  onTheirWay.delete(language);
  return true;
}

async function fetchFile(language) {
  const response = await fetch(assetUrl(`lang/${language}.json`), {
    credentials: "omit",
    signal: AbortSignal.timeout(DEADLINE_MS),
    ...(checksIntegrity() && { integrity: FILES[language] }),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
