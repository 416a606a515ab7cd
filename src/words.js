// Files of words, each fetched once per page: what they hold, what is on its way, and what could not be had. A file of the
// host's is read with suspicion: it can replace texts and nothing else. Knows no language and no element.

import { advise, adviseKeys } from "./misuse.js";
import { isRecord } from "./plain.js";

const DEADLINE_MS = 10_000;
/** A file that could not be had is asked for again after this long, at the next change of the panel. */
const FAILURE_LASTS_MS = 60_000;
/** Ten times what the panel's own languages have: a larger file is not one of words. */
const MOST_CHARACTERS = 256 * 1024;
const LONGEST_TEXT = 2_000;

const words = new Map();
const onTheirWay = new Map();
const failures = new Map();

/** A file that is there and is none of words. */
class InvalidFile extends Error {}

/** Message key to text, as far as the file is here. */
export function wordsOf(address) {
  return words.get(address) ?? {};
}

/** Whether the file was asked for and neither came nor failed. */
export function isOnItsWay(address) {
  return onTheirWay.has(address);
}

/**
 * Fetches a file unless it is here. `request` are the settings of the request, `trusted` whether the file is of this
 * distributable. Resolves, never rejects, with whether there was anything to wait for.
 */
export function fetchFile(address, request, { trusted }) {
  if (words.has(address) || performance.now() - failures.get(address) < FAILURE_LASTS_MS) return Promise.resolve(false);
  if (!onTheirWay.has(address)) onTheirWay.set(address, settle(address, request, trusted));
  return onTheirWay.get(address);
}

async function settle(address, request, trusted) {
  try {
    const text = await read(address, request);
    words.set(address, trusted ? JSON.parse(text) : textsIn(text, nameOf(address)));
  } catch (error) {
    if (error instanceof InvalidFile) advise("lang-file-invalid", nameOf(address), error.message);
    else advise("lang-file-unreachable", nameOf(address));
    failures.set(address, performance.now());
  }
  onTheirWay.delete(address);
  return true;
}

async function read(address, request) {
  const response = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS), ...request });
  if (!response.ok) throw new Error(`status ${response.status}`);
  if (Number(response.headers.get("Content-Length")) > MOST_CHARACTERS) throw new InvalidFile("it is too large");
  return response.text();
}

/** The texts of a host's file. What is no text is left out and said. */
function textsIn(text, name) {
  if (text.length > MOST_CHARACTERS) throw new InvalidFile("it is too large");
  const entries = Object.entries(parsed(text));
  const isText = ([, value]) => typeof value === "string" && value.trim() !== "" && value.length <= LONGEST_TEXT;
  adviseKeys("lang-keys", entries.filter((entry) => !isText(entry)).map(([key]) => key), name);
  const texts = entries.filter(isText);
  if (texts.length === 0) throw new InvalidFile("it has no texts");
  return Object.fromEntries(texts);
}

function parsed(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidFile("it is no JSON");
  }
  if (!isRecord(value)) throw new InvalidFile("it is no JSON object");
  return value;
}

/** The end of the address, which says which file it is without naming the server. */
export function nameOf(address) {
  return new URL(address).pathname.split("/").slice(-2).join("/");
}
