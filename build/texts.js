// Every text of the panel by its key, read out of the two places in which texts are written: what translators begin with.
// Knows how the sources are written; the documentation and the distributable are made of what it gives.

import { readFile } from "node:fs/promises";

/** Key to English, in the order of the panel, and then what the element says without it. */
export async function allTexts() {
  const panel = messagesOf(await readFile("src/messages.rs", "utf8"));
  const notices = noticesOf(await readFile("src/notices.js", "utf8"));
  if (panel.length < 100 || Object.keys(notices).length < 10) throw new Error("The texts are not found: look at how messages.rs and notices.js are written.");
  return { ...Object.fromEntries(panel), ...notices };
}

/** Pairs of key and English out of messages.rs. */
export function messagesOf(text) {
  return [...text.matchAll(/^ +[A-Z_0-9]+ = "([^"]+)",\s*"((?:[^"\\]|\\.)*)";/gm)].map(([, key, english]) => [key, JSON.parse(`"${english}"`)]);
}

/** Key to English out of notices.js. */
export function noticesOf(text) {
  return Object.fromEntries([...text.matchAll(/^ {2}"([^"]+)": "([^"]*)",$/gm)].map(([, key, words]) => [key, words]));
}
