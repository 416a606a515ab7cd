// The search index of the site, made when the site is built. Knows sections, not how they are looked for.

import MiniSearch from "minisearch";

import { OPTIONS } from "../www/docs/search-options.js";

const EXCERPT = 140;

/** The index as text: one document per heading. */
export function searchIndex(pages) {
  const index = new MiniSearch(OPTIONS);
  for (const page of pages) {
    for (const [at, section] of page.sections.entries()) {
      const address = at === 0 ? page.target : `${page.target}#${section.id}`;
      const text = section.text.trim();
      const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT).replace(/\s\S*$/, "")}…` : text;
      index.add({ id: address, title: page.title, heading: section.heading, text, excerpt });
    }
  }
  return JSON.stringify(index);
}
