// The frame of a page of the site: head, bar, navigation, contents, feet. Knows no Markdown and no code.

import { escape } from "./docs-markdown.js";

const SUBJECT = "Customer Context";
const ICONS = {
  search: "M7 12.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM11 11l3.5 3.5",
  menu: "M2 4h12M2 8h12M2 12h12",
};

/** A page as HTML. `pages` are all of them in their order, `groups` the same for the navigation. */
export function renderPage(page, { pages, groups, version }) {
  const at = pages.indexOf(page);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(page.title)} · ${SUBJECT}</title>
    <meta name="description" content="${escape(page.summary)}">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="../icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="tokens.css">
    <link rel="stylesheet" href="docs.css">
    <script src="theme.js"></script>
    <script type="module" src="site.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">Skip to the text</a>
    ${bar(version)}
    <div class="frame">
      <nav class="tree" aria-label="Documentation">
        <details>
          <summary>${icon("menu")}Contents</summary>
          ${groups.map((group) => branch(group, page)).join("\n          ")}
        </details>
      </nav>
      <main id="content" tabindex="-1">
        <article>
${page.html}        </article>
        ${feet(pages[at - 1], pages[at + 1])}
      </main>
      ${contents(page)}
    </div>
    ${search()}
  </body>
</html>
`;
}

function bar(version) {
  return `<header class="bar">
      <a class="brand" href="index.html"><img src="../icon.svg" alt="" width="24" height="24"><span>${SUBJECT}</span><small>${escape(version)}</small></a>
      <nav aria-label="Site">
        <a href="index.html" aria-current="true">Docs</a>
        <a href="../studio/index.html">Theme studio</a>
        <a href="../examples/index.html">Examples</a>
        <a href="../index.html">Console</a>
      </nav>
      <button class="find" type="button" id="find" aria-haspopup="dialog" aria-keyshortcuts="/" hidden>${icon("search")}<span>Search</span><kbd>/</kbd></button>
      <label class="scheme" hidden><span class="unseen">Colours</span><select id="scheme"><option value="auto">Auto</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
    </header>`;
}

function branch({ name, pages }, current) {
  const links = pages.map((page) => {
    const here = page === current ? ' aria-current="page"' : "";
    return `<li><a href="${page.target}"${here}>${escape(page.nav ?? page.title)}</a></li>`;
  });
  return `<p class="branch" id="group-${name.toLowerCase()}">${name}</p><ul aria-labelledby="group-${name.toLowerCase()}">${links.join("")}</ul>`;
}

/** What is on this page; nothing where there is little. */
function contents(page) {
  const headings = page.headings.filter(({ depth }) => depth > 1);
  if (headings.length < 2) return '<div class="toc"></div>';
  const items = headings.map(({ depth, html, id }) => `<li class="depth-${depth}"><a href="#${id}">${html}</a></li>`);
  return `<nav class="toc" aria-label="On this page"><p class="branch">On this page</p><ul>${items.join("")}</ul></nav>`;
}

function feet(before, after) {
  const link = (page, word, rel) => (page ? `<a class="${rel}" rel="${rel}" href="${page.target}"><small>${word}</small>${escape(page.nav ?? page.title)}</a>` : "<span></span>");
  return `<nav class="feet" aria-label="Before and after">${link(before, "Before", "prev")}${link(after, "Next", "next")}</nav>`;
}

function search() {
  return `<dialog class="search" id="search" aria-label="Search the documentation">
      <form method="dialog" role="search">
        ${icon("search")}<input type="search" id="query" aria-label="Search" placeholder="Search the documentation" autocomplete="off" spellcheck="false">
        <button>Close</button>
      </form>
      <p class="unseen" role="status" id="found"></p>
      <ol id="results"></ol>
      <p class="hint" id="hint">A word, an attribute, an error code, a token.</p>
    </dialog>`;
}

function icon(name) {
  return `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
}
