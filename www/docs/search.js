// Search over the index that was made with the site. The index is fetched when the reader opens the search; nothing
// that is typed leaves the page.

import MiniSearch from "minisearch";

import { OPTIONS } from "./search-options.js";

const MOST = 12;
let index = null;

/** Wires the dialog: the button, the key `/`, results while typing, arrows between them. */
export function search() {
  const button = document.getElementById("find");
  const dialog = document.getElementById("search");
  const query = document.getElementById("query");
  button.hidden = false;
  button.addEventListener("click", () => open(dialog, query));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open(dialog, query);
  });
  query.addEventListener("input", () => show(query.value));
  dialog.addEventListener("keydown", (event) => step(event, query));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("li a")) dialog.close();
  });
}

async function open(dialog, query) {
  if (!dialog.open) dialog.showModal();
  query.select();
  index ??= fetch(new URL("search.json", import.meta.url)).then(async (response) => {
    if (!response.ok) throw new Error(`The index did not arrive: ${response.status}`);
    return MiniSearch.loadJSON(await response.text(), OPTIONS);
  });
  try {
    await index;
    show(query.value);
  } catch {
    index = null;
    say("The search index could not be loaded. Check the network and open the search again.");
  }
}

async function show(words) {
  if (index === null) return;
  const found = (await index).search(words).slice(0, MOST);
  document.getElementById("results").replaceChildren(...found.map(result));
  const none = words.trim() === "" ? "A word, an attribute, an error code, a token." : `Nothing is found for “${words.trim()}”.`;
  say(found.length === 0 ? none : "");
  document.getElementById("found").textContent = found.length === 0 ? none : `${found.length} found`;
}

function say(text) {
  const hint = document.getElementById("hint");
  hint.textContent = text;
  hint.hidden = text === "";
}

function result({ id, title, heading, excerpt }) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: id });
  const name = Object.assign(document.createElement("b"), { textContent: heading });
  const place = Object.assign(document.createElement("small"), { textContent: heading === title ? "" : title });
  const text = Object.assign(document.createElement("span"), { textContent: excerpt });
  link.append(name, place, text);
  item.append(link);
  return item;
}

/** Arrow keys go through the field and the results; Enter in the field opens the first. */
function step(event, query) {
  const links = [...document.querySelectorAll("#results a")];
  if (event.key === "Enter" && event.target === query) {
    event.preventDefault();
    links[0]?.click();
    return;
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const stops = [query, ...links];
  const at = stops.indexOf(document.activeElement);
  stops[(at + by + stops.length) % stops.length].focus();
}
