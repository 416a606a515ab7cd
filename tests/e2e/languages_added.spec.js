// Languages that a host adds by a file: which file is asked for, what of it counts, and what a bad one can do. The files
// are answered by the tests; the Italian one is the example of the documentation.

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectState, openHost, scriptPath, watch } from "./support/host.js";
import { UNREACHABLE, serve } from "./support/service.js";

const CUSTOMER = "cus_01J9";
const ITALIAN = JSON.parse(readFileSync(new URL("../../www/examples/lang/it.json", import.meta.url), "utf8"));
const GERMAN = JSON.parse(readFileSync(new URL("../../src/lang/de.json", import.meta.url), "utf8"));
const ENGLISH = { "section.ledger": "Already answered", "section.timeline": "Timeline" };

/** A panel with a customer, and the host's files of texts: path to what answers. Returns the panel and what was asked. */
async function open(page, { lang, source, files = {}, ...rest }) {
  const asked = [];
  await page.route(/\/texts\//, (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    const body = files[pathname];
    if (body === undefined) return route.fulfill({ status: 404, body: "" });
    if (typeof body === "function") return body(route);
    return route.fulfill({ contentType: "application/json", body: typeof body === "string" ? body : JSON.stringify(body) });
  });
  const attributes = { "customer-id": CUSTOMER, "contact-id": "phone:call:CA1", "department": "support", ...(source && { "lang-src": source }), ...rest.attributes };
  const panel = await openHost(page, { lang, ...rest, attributes });
  await expectState(panel.first(), "ready");
  return { panel, asked };
}

const heading = (panel, name) => panel.getByRole("heading", { name, exact: true });
const said = (seen) => seen.errors.filter((text) => text.startsWith("customer-context:"));

test("a language of the host's is one file, asked for once, and every text of it counts", async ({ page }) => {
  const seen = await watch(page);
  await serve(page);
  const { panel, asked } = await open(page, { lang: "it", source: "/texts/it.json", files: { "/texts/it.json": ITALIAN }, panels: 2 });
  for (const one of [panel.nth(0), panel.nth(1)]) {
    for (const key of ["section.brief", "section.ledger", "section.promises", "section.timeline"]) {
      await expect(heading(one, ITALIAN[key])).toBeVisible();
    }
    await expect(one.getByRole("searchbox", { name: ITALIAN["timeline.search"] })).toBeVisible();
  }
  expect(asked).toEqual(["/texts/it.json"]);
  expect(seen.errors).toEqual([]);
});

test("the example of the documentation is served as it is and makes the panel Italian", async ({ page }) => {
  await serve(page);
  const attributes = { "customer-id": CUSTOMER, "lang-src": "/examples/lang/it.json" };
  const panel = await openHost(page, { lang: "it", attributes });
  await expect(heading(panel, ITALIAN["section.timeline"])).toBeVisible();
});

test("the template beside the script has every text and nothing else", async ({ page }) => {
  const address = (await scriptPath(page)).replace(/[^/]+$/, "lang-template.json");
  const template = await (await page.request.get(address)).json();
  expect(Object.keys(template).length).toBeGreaterThan(300);
  expect(Object.keys(template).filter((key) => !(key in GERMAN)), "every key is one that translations have").toEqual([]);
  const isForm = (key) => /\.(zero|one|two|few|many|other)$/.test(key);
  expect(Object.keys(GERMAN).filter((key) => !(key in template) && !isForm(key)), "and none is missing").toEqual([]);
  expect(template).toMatchObject(ENGLISH);
});

test("{lang} stands for the language in force, and those of the panel are not asked for", async ({ page }) => {
  await serve(page);
  const files = { "/texts/it.json": ITALIAN, "/texts/pt-BR.json": { "section.ledger": "Já respondido" } };
  const { panel, asked } = await open(page, { lang: "en", source: "/texts/{lang}.json", files });
  const speak = (tag) => page.evaluate((tag) => { document.documentElement.lang = tag; }, tag);
  await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
  await speak("it");
  await expect(heading(panel, ITALIAN["section.ledger"])).toBeVisible();
  await speak("de-AT");
  await expect(heading(panel, GERMAN["section.ledger"])).toBeVisible();
  await speak("pt-br");
  await expect(heading(panel, "Já respondido")).toBeVisible();
  await speak("not a language");
  await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
  await speak("it");
  await expect(heading(panel, ITALIAN["section.ledger"])).toBeVisible();
  expect(asked).toEqual(["/texts/it.json", "/texts/pt-BR.json"]);
});

test("what a file does not say is English, and labels win over it", async ({ page }) => {
  await serve(page);
  const { panel } = await open(page, { lang: "it", source: "/texts/it.json", files: { "/texts/it.json": { "section.ledger": "Già risposto" } } });
  await expect(heading(panel, "Già risposto")).toBeVisible();
  await expect(heading(panel, ENGLISH["section.timeline"])).toBeVisible();
  await panel.evaluate((element) => { element.labels = { "section.ledger": "Lo sappiamo" }; });
  await expect(heading(panel, "Lo sappiamo")).toBeVisible();
});

test("a file whose address names no language changes texts of the panel's own languages too", async ({ page }) => {
  await serve(page);
  const { panel } = await open(page, { lang: "de", source: "/texts/ours.json", files: { "/texts/ours.json": { "section.ledger": "Wissen wir" } } });
  await expect(heading(panel, "Wissen wir")).toBeVisible();
  await expect(heading(panel, GERMAN["section.timeline"])).toBeVisible();
});

test("numbers take the form that the language has for them", async ({ page }) => {
  await serve(page);
  const forms = { "ledger.known.few": "{n} znane", "ledger.known.many": "{n} znanych", "ledger.known": "{n} znanego" };
  const { panel } = await open(page, { lang: "pl", source: "/texts/pl.json", files: { "/texts/pl.json": forms } });
  const facts = panel.locator(".section-ledger .facts");
  await expect(facts).toContainText(/\d+ znan(e|ych)\b/);
  const [, count, word] = /(\d+) (znan\w+)/.exec(await facts.textContent());
  const category = new Intl.PluralRules("pl").select(Number(count));
  expect(word).toBe({ few: "znane", many: "znanych" }[category]);
});

for (const [lang, dir] of [["he", "rtl"], ["fa-IR", "rtl"], ["pa-Arab", "rtl"], ["pa", null], ["ja", null]]) {
  test(`${lang} is written ${dir === "rtl" ? "from the right" : "as the page is"}, once its words are there`, async ({ page }) => {
    await serve(page);
    const { panel } = await open(page, { lang, source: "/texts/x.json", files: { "/texts/x.json": { "section.ledger": "טקסט" } } });
    await page.evaluate(() => document.documentElement.removeAttribute("dir"));
    await expect(heading(panel, "טקסט")).toBeVisible();
    if (dir === null) await expect(panel.locator(".panel")).not.toHaveAttribute("dir");
    else await expect(panel.locator(".panel")).toHaveAttribute("dir", dir);
    await panel.evaluate((element) => { element.dir = "ltr"; });
    await expect(panel.locator(".panel")).toHaveAttribute("dir", "ltr");
  });
}

for (const [what, answer, code] of [
  ["is missing", (route) => route.fulfill({ status: 404, body: "" }), "lang-file-unreachable"],
  ["cannot be reached", (route) => route.abort("connectionrefused"), "lang-file-unreachable"],
  ["is no JSON", "<!doctype html><p>Sign in", "lang-file-invalid"],
  ["is a list", "[1, 2]", "lang-file-invalid"],
  ["is nothing", "null", "lang-file-invalid"],
  ["has no texts", '{"section.ledger": {"toString": 1}}', "lang-file-invalid"],
  ["is too large", JSON.stringify({ panel: "x".repeat(300_000) }), "lang-file-invalid"],
]) {
  test(`a file that ${what} leaves the panel in English and says so once`, async ({ page }) => {
    const seen = await watch(page);
    await serve(page);
    const { panel, asked } = await open(page, { lang: "it", source: "/texts/it.json", files: { "/texts/it.json": answer } });
    await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
    await panel.evaluate((element) => {
      element.density = "compact";
      return element.updateComplete;
    });
    const codes = said(seen).map((text) => /\[([a-z-]+)\]$/.exec(text)?.[1]).filter((it) => it !== "lang-keys");
    expect(codes).toEqual([code]);
    expect(asked, "it is not asked for again at once").toEqual(["/texts/it.json"]);
  });
}

test("a hostile file can replace texts and nothing else", async ({ page }) => {
  const seen = await watch(page);
  await serve(page);
  const body = `{"__proto__": {"polluted": true}, "constructor": "x", "section.ledger": "<img src=x onerror=alert(1)>", "ledger.known": 7, "no.such.key": "x", "panel": "${"x".repeat(3000)}"}`;
  const { panel } = await open(page, { lang: "it", source: "/texts/it.json", files: { "/texts/it.json": body } });
  await expect(heading(panel, "<img src=x onerror=alert(1)>")).toBeVisible();
  await expect(panel.getByRole("group", { name: "Customer context" })).toBeVisible();
  expect(await page.evaluate(() => ({}).polluted)).toBeUndefined();
  expect(seen).toMatchObject({ dialogs: [], reports: [], failed: [] });
  expect(said(seen).every((text) => text.endsWith("[lang-keys]"))).toBe(true);
  expect(said(seen).join(" ")).toContain("no.such.key");
});

test("an address that is none is said, and the panel speaks English", async ({ page }) => {
  const seen = await watch(page);
  await serve(page);
  const { panel } = await open(page, { lang: "it", source: "javascript:alert(1)" });
  await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
  expect(said(seen)).toEqual([expect.stringContaining("[lang-src-invalid]")]);
});

test("words that are late keep nobody waiting and come by themselves", async ({ page }) => {
  await serve(page);
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  const late = async (route) => {
    await released;
    await route.fulfill({ contentType: "application/json", body: JSON.stringify(ITALIAN) });
  };
  const { panel } = await open(page, { lang: "it", source: "/texts/it.json", files: { "/texts/it.json": late } });
  await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
  release();
  await expect(heading(panel, ITALIAN["section.ledger"])).toBeVisible();
});

test("failures are told in the host's language, and set by the property too", async ({ page }) => {
  await serve(page, { context: () => UNREACHABLE });
  await page.route("**/texts/it.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(ITALIAN) }));
  const panel = await openHost(page, { lang: "it", attributes: { "customer-id": CUSTOMER } });
  await expectState(panel, "error");
  await panel.evaluate((element) => { element.langSrc = "/texts/it.json"; });
  await expect(heading(panel, ITALIAN["error.offline.title"])).toBeVisible();
  expect(await panel.getAttribute("lang-src")).toBe("/texts/it.json");
});
