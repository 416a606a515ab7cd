// A page of docs/ out of its Markdown: HTML, headings, links, images, and the sections that search finds. Knows
// Markdown and its own three signs: `<!-- docs group="Begin" order="1" -->` at the top, `<!-- generated:NAME -->`
// where the reference goes, and code fences marked `live`, which become one example that can be edited.

import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import css from "highlight.js/lib/languages/css";
import http from "highlight.js/lib/languages/http";
import ini from "highlight.js/lib/languages/ini";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import rust from "highlight.js/lib/languages/rust";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import { Marked } from "marked";

/** By the names under which they know each other; short names are their own aliases. */
const LANGUAGES = { bash, css, http, ini, javascript, json, rust, typescript, xml };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

const PANES = { html: "Markup", css: "Style", json: "Properties" };
const NAMES = { sh: "Shell", css: "CSS", http: "HTTP", toml: "TOML", js: "JavaScript", json: "JSON", rust: "Rust", ts: "TypeScript", html: "HTML" };

/** Text for a place between tags or in a quoted attribute. */
export function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

/** Markdown of one line as HTML. */
export function inline(text) {
  return plain.parseInline(text);
}

/** The words of a text without its marks, for search and anchors. */
export function words(markup) {
  return markup.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|quot|#39);/g, (sign) => ({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" })[sign]).replace(/\s+/g, " ").trim();
}

/** An anchor out of a heading, as GitHub makes it. */
export function slug(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").trim().replace(/\s+/g, "-");
}

/** Reads a page; see the fields at its end. */
export function readPage(file, text, reference) {
  const page = { file, target: target(file), ...settings(text), links: [], images: [], anchors: [], headings: [], sections: [] };
  const marked = markedFor(page, reference);
  const tokens = withExamples(marked.lexer(text), page);
  const title = tokens.find((token) => token.type === "heading" && token.depth === 1);
  const summary = tokens.find((token) => token.type === "paragraph");
  if (!title || !summary) throw new Error(`${file}: a page begins with its title and a paragraph that says what it is.`);
  page.title = title.text;
  page.summary = words(inline(summary.text));
  page.html = marked.parser(tokens);
  if (new Set(page.anchors).size < page.anchors.length) throw new Error(`${file}: two headings have the same anchor.`);
  return page;
}

/** A heading that others can link to. */
export function heading(page, depth, html, id) {
  page.anchors.push(id);
  if (depth <= 3) page.headings.push({ depth, html: html.replace(/<\/?a\b[^>]*>/g, ""), id });
  page.sections.push({ id, heading: words(html), text: "" });
  if (depth === 1) return `<h1 id="${id}">${html}</h1>\n`;
  return `<h${depth} id="${id}">${html} <a class="anchor" href="#${id}" aria-label="Link to “${escape(words(html))}”">#</a></h${depth}>\n`;
}

/** Code with its colours and the name of its language. */
export function code(text, lang) {
  const known = hljs.getLanguage(lang);
  const colored = known ? hljs.highlight(text, { language: lang }).value : escape(text);
  return `<div class="code" data-language="${escape(NAMES[lang] ?? "")}"><pre tabindex="0"><code>${colored}</code></pre></div>\n`;
}

/** A table that scrolls by itself where the page is narrow. */
export function table(label, head, rows) {
  const cells = (row, name) => row.map((cell) => `<${name}${name === "th" ? ' scope="col"' : ""}>${cell}</${name}>`).join("");
  return `<div class="table" role="group" tabindex="0" aria-label="${escape(label)}"><table><thead><tr>${cells(head, "th")}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("")}</tbody></table></div>\n`;
}

const plain = new Marked();

function target(file) {
  return file.replace(/\.md$/, ".html");
}

function settings(text) {
  const line = /^<!-- docs ([^>]*)-->/.exec(text)?.[1] ?? "";
  const given = Object.fromEntries([...line.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  return { group: given.group ?? "More", order: Number(given.order ?? 500), nav: given.nav ?? null };
}

function markedFor(page, reference) {
  const note = (text) => {
    const section = page.sections.at(-1);
    if (section) section.text += ` ${words(text)}`;
    return text;
  };
  const renderer = {
    heading({ tokens, depth }) {
      const html = this.parser.parseInline(tokens);
      return heading(page, depth, html, slug(words(html)));
    },
    paragraph({ tokens }) {
      return note(`<p>${this.parser.parseInline(tokens)}</p>\n`);
    },
    code({ text, lang }) {
      return code(text, (lang ?? "").split(/\s/)[0]);
    },
    listitem(item) {
      return note(`<li>${this.parser.parse(item.tokens, false)}</li>\n`);
    },
    blockquote({ tokens }) {
      return `<aside class="note">${this.parser.parse(tokens)}</aside>\n`;
    },
    table({ header, rows }) {
      const head = header.map((cell) => this.parser.parseInline(cell.tokens));
      const body = rows.map((row) => row.map((cell) => this.parser.parseInline(cell.tokens)));
      note(body.flat().join(" "));
      return table(`Table: ${words(head.join(", "))}`, head, body);
    },
    link({ href, tokens }) {
      const address = addressOf(href, page);
      return `<a href="${escape(address)}">${this.parser.parseInline(tokens)}</a>`;
    },
    image({ href, text }) {
      page.images.push(href);
      return `<img src="${escape(href)}" alt="${escape(text)}" loading="lazy">`;
    },
    html({ text }) {
      const name = /<!-- generated:([\w-]+) -->/.exec(text)?.[1];
      if (name === undefined) return text.startsWith("<!--") ? "" : text;
      return note(reference.render(name, page));
    },
  };
  const live = { name: "live", renderer: (token) => example(token) };
  return new Marked({ renderer, extensions: [live] });
}

/** Links between documents lead to their pages, links to other files of the repository to where they are served. */
function addressOf(href, page) {
  if (/^(https?:|mailto:)/.test(href)) return href;
  if (href.startsWith("#") || /^[\w-]+\.md(#|$)/.test(href)) {
    const address = href.replace(/^([\w-]+)\.md/, (_, name) => target(`${name}.md`));
    page.links.push(address);
    return address;
  }
  const served = /^\.\.\/www\/(.*)$/.exec(href)?.[1];
  if (served !== undefined) return `../${served}`;
  throw new Error(`${page.file}: ${href} is not on the site; link to another document, to www/, or to an address.`);
}

/** Neighbouring fences marked `live` become one example; the words after the mark are its title. */
function withExamples(tokens, page) {
  const out = [];
  let open = null;
  for (const token of tokens) {
    const [language, mark, ...title] = (token.type === "code" ? token.lang ?? "" : "").split(/\s+/);
    if (mark === "live") {
      open ??= out[out.push({ type: "live", raw: "", files: [], title: "" }) - 1];
      open.files.push({ language, text: token.text });
      open.title ||= title.join(" ");
      if (!(language in PANES)) throw new Error(`${page.file}: a live example has no pane for ${language}.`);
    } else {
      if (token.type !== "space") open = null;
      if (open === null) out.push(token);
    }
  }
  return Object.assign(out, { links: tokens.links });
}

function example({ files, title }) {
  const panes = files.map(({ language, text }) => {
    const rows = Math.max(2, text.split("\n").length);
    return `<label class="pane"><span>${PANES[language]}</span><textarea data-pane="${language}" rows="${rows}" spellcheck="false" autocapitalize="off" autocomplete="off">${escape(text)}</textarea></label>`;
  }).join("");
  return `<figure class="live"><figcaption>${escape(title)}</figcaption><div class="panes">${panes}<p class="problem" role="status"></p></div>` +
    `<div class="stage"><iframe src="preview.html" title="Preview: ${escape(title)}" loading="lazy"></iframe><p class="events" role="log" aria-label="Events of this example"></p></div></figure>\n`;
}
