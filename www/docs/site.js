// What a page of the documentation does: search, the choice of colours, the copying of code, live examples. Without it
// the page is read all the same.

import { copyButtons } from "./copy.js";
import { liveExamples } from "./live.js";
import { search } from "./search.js";

const WIDE = matchMedia("(width >= 960px)");

openTree();
chooseScheme();
copyButtons();
search();
liveExamples();

/** The tree of pages is open where it stands beside the text. */
function openTree() {
  const tree = document.querySelector(".tree details");
  const follow = () => {
    tree.open = WIDE.matches;
  };
  WIDE.addEventListener("change", follow);
  follow();
}

function chooseScheme() {
  const select = document.getElementById("scheme");
  const root = document.documentElement;
  select.value = root.dataset.theme ?? "auto";
  select.closest("label").hidden = false;
  select.addEventListener("change", () => {
    if (select.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = select.value;
    try {
      localStorage.setItem("docs-scheme", select.value);
    } catch {
      // Then it holds for this page only.
    }
    document.dispatchEvent(new CustomEvent("scheme"));
  });
}
