// How the site is searched; the build makes the index with the same settings that the page reads it with.

/** Settings of MiniSearch: what is searched, what is kept to show, and how a search forgives. */
export const OPTIONS = {
  fields: ["heading", "title", "text"],
  storeFields: ["title", "heading", "excerpt"],
  // Names such as `--cc-text-muted` and `customer-id` are found by each of their words and as a whole.
  tokenize: (text) => text.split(/[^\p{L}\p{N}-]+/u).flatMap((word) => {
    const bare = word.replace(/^-+|-+$/g, "");
    return bare.includes("-") ? [bare, ...bare.split("-")] : [bare];
  }).filter(Boolean),
  searchOptions: { boost: { heading: 4, title: 2 }, prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false), combineWith: "AND" },
};
