// The panel's words in the language of the page: which languages there are beside the script, which file a host adds by
// `lang-src`, and what counts where both have something. English is in the module and costs nothing. Knows no element
// and no panel.

import { assetUrl, checksIntegrity } from "./loader.js";
import { advise } from "./misuse.js";
import { absoluteTemplate } from "./plain.js";
import { fetchFile, isOnItsWay, wordsOf } from "./words.js";

/** Language to the hash of its file; the bundle makes the list out of src/lang. */
const FILES = __LANGUAGES__;
/** Scripts that are written from right to left, by their codes of ISO 15924. */
const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"]);

/** Longer than this a panel does not wait for its words: it is drawn in English and again when they are there. */
const PATIENCE_MS = 300;

/** The language that a tag of BCP 47 is shown in, `de` for `de-AT`: RFC 4647's lookup. `null` is English. */
export function languageFor(tag) {
  let language = (tag ?? "").trim().toLowerCase();
  while (language !== "" && !Object.hasOwn(FILES, language)) language = language.replace(/-?[^-]*$/, "");
  return language === "" ? null : language;
}

/**
 * Where the host's own words for a tag are, or `null`. An address without a place for the language counts for every
 * language; one with `{lang}` adds languages to those that come with the panel.
 */
export function sourceFor(address, tag) {
  const given = address?.trim() ?? "";
  if (given === "") return null;
  const template = absoluteTemplate(given);
  if (template === null) advise("lang-src-invalid", given);
  if (template === null || !template.includes("{lang}")) return template;
  const language = localeOf(tag);
  const isOurs = language === null || language.language === "en" || languageFor(tag) !== null;
  return isOurs ? null : template.replaceAll("{lang}", encodeURIComponent(language.toString()));
}

/** Direction of writing of the words for a tag, where it is not the page's usual one. */
export function directionFor(tag, source) {
  const hasOwn = source !== null && Object.keys(wordsOf(source)).length > 0;
  const script = localeOf(hasOwn ? tag : languageFor(tag))?.maximize().script;
  return RIGHT_TO_LEFT.has(script) ? "rtl" : null;
}

/** Message key to text, the host's over ours, as far as they are here: empty for English and for what is on its way. */
export function wordsFor(tag, source) {
  const language = languageFor(tag);
  return { ...(language && wordsOf(fileOf(language))), ...(source && wordsOf(source)) };
}

/** Whether words for a tag were asked for and neither came nor failed. */
export function areOnTheirWay(tag, source) {
  const language = languageFor(tag);
  return (language !== null && isOnItsWay(fileOf(language))) || (source !== null && isOnItsWay(source));
}

/** Fetches the words for a tag unless they are here. Resolves, never rejects, with whether there was anything to wait for. */
export async function fetchWords(tag, source) {
  const language = languageFor(tag);
  const files = [];
  if (language !== null) files.push(fetchFile(fileOf(language), requestFor(language), { trusted: true }));
  // Whoever may read a page may read its words: a session of the page's own origin is sent along, as with its scripts.
  if (source !== null) files.push(fetchFile(source, { credentials: "same-origin" }, { trusted: false }));
  return (await Promise.all(files)).includes(true);
}

/** The outcome of `main`, kept back for words that are on their way, but not for long. */
export async function withWords(main, arrival) {
  try {
    return await main;
  } finally {
    await Promise.race([arrival, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }
}

function fileOf(language) {
  return assetUrl(`lang/${language}.json`);
}

function requestFor(language) {
  return { credentials: "omit", ...(checksIntegrity() && { integrity: FILES[language] }) };
}

/** The locale of a tag, or `null` for none and for what is no tag. */
function localeOf(tag) {
  try {
    return tag ? new Intl.Locale(tag.trim()) : null;
  } catch {
    return null;
  }
}
