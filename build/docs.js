// Builds the documentation site: pages out of docs/*.md, the reference out of the code, the search index, and the
// scripts and styles of www/docs. Run by the bundler after each build, or by `cargo xtask docs` into a finished one:
// `node build/docs.js DIST`.
//
// It knows where sources are and where pages go; what a page looks like is docs-page.js's, Markdown is
// docs-markdown.js's, what is read out of the code is docs-reference.js's.

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { build } from "esbuild";

import { compressBelow } from "./compress.js";
import { readPage } from "./docs-markdown.js";
import { renderPage } from "./docs-page.js";
import { Reference } from "./docs-reference.js";
import { searchIndex } from "./docs-search.js";
import { TARGET } from "./flavours.js";

const SOURCES = "docs";
const CLIENT = join("www", "docs");
/** The groups of the navigation, in their order; a page says which it belongs to. */
const GROUPS = ["Begin", "Embed", "Look", "Trust", "Gateway", "Help", "More"];
const ENTRIES = ["site.js", "preview.js", "theme.js"];

/** Writes the site into `docs/` below a folder. Returns the names of its pages. */
export async function buildDocs(staging, { version }) {
  const out = join(staging, "docs");
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const reference = await Reference.read();
  const pages = inOrder(await Promise.all((await pageFiles()).map(async (file) => {
    const text = await readFile(join(SOURCES, file), "utf8");
    return readPage(file, text, reference);
  })));
  checkLinks(pages);
  const context = { pages, groups: grouped(pages), version };
  await Promise.all([
    ...pages.map((page) => writeFile(join(out, page.target), renderPage(page, context))),
    writeFile(join(out, "search.json"), searchIndex(pages)),
    writeClient(out, version),
    writeTokens(out),
    ...imagesOf(pages).map((image) => cp(join(SOURCES, image), join(out, image))),
  ]);
  return pages.map((page) => page.target);
}

/** The Markdown files that become pages. */
export async function pageFiles() {
  return (await readdir(SOURCES)).filter((file) => file.endsWith(".md")).sort();
}

function inOrder(pages) {
  for (const page of pages) {
    if (!GROUPS.includes(page.group)) throw new Error(`${page.file}: there is no group ${page.group} of pages.`);
  }
  const place = (page) => GROUPS.indexOf(page.group) * 1000 + page.order;
  return pages.sort((one, other) => place(one) - place(other) || one.file.localeCompare(other.file));
}

function grouped(pages) {
  const groups = GROUPS.map((name) => ({ name, pages: pages.filter((page) => page.group === name) }));
  return groups.filter(({ pages }) => pages.length > 0);
}

/** Every link to a heading leads to one. */
function checkLinks(pages) {
  const anchors = new Map(pages.map((page) => [page.target, new Set(page.anchors)]));
  const dead = pages.flatMap((page) => page.links
    .map((link) => link.split("#"))
    .filter(([target, anchor]) => !anchors.has(target || page.target) || (anchor && !anchors.get(target || page.target).has(anchor)))
    .map((link) => `${page.file}: ${link.join("#")} leads nowhere`));
  if (dead.length > 0) throw new Error(dead.join("\n"));
}

function imagesOf(pages) {
  return [...new Set(pages.flatMap((page) => page.images))];
}

/** Scripts bundled, so that a page asks for one; style sheets and the preview page as they are. */
async function writeClient(out, version) {
  await build({
    entryPoints: ENTRIES.map((file) => join(CLIENT, file)),
    outdir: out,
    bundle: true,
    format: "esm",
    target: TARGET,
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
  await cp(join(CLIENT, "docs.css"), join(out, "docs.css"));
  const preview = await readFile(join(CLIENT, "preview.html"), "utf8");
  await writeFile(join(out, "preview.html"), preview.replaceAll("{{version}}", version));
}

/** The panel's own tokens for pages (`:root`) and for a shadow root that measures them (`:host`). */
async function writeTokens(out) {
  const tokens = await readFile(join("src", "styles", "tokens.css"), "utf8");
  await writeFile(join(out, "tokens.css"), tokens.replace(/^:host \{/m, ":root,\n:host {"));
}

/** The version of the workspace, as the distributable is named after it. */
async function readVersion() {
  const manifest = await readFile("Cargo.toml", "utf8");
  return /^\[workspace\.package\][^[]*?^version = "([^"]+)"/ms.exec(manifest)?.[1];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dist = process.argv[2];
  if (!dist) throw new Error("Name the folder that holds the built pages: node build/docs.js dist");
  const names = await buildDocs(dist, { version: await readVersion() });
  await compressBelow(join(dist, "docs"));
  process.stdout.write(`${names.length} pages in ${join(dist, "docs")}\n`);
}
