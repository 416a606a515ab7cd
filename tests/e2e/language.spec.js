// The panel in the languages that have a file: the words, when the file is asked for, who wins, and what happens
// when it is late or does not come. What the files say is tested natively.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { POLICY, expectState, openHost, watch } from "./support/host.js";
import { UNREACHABLE, fixture, serve } from "./support/service.js";

const CUSTOMER = "cus_01J9";
const FOLDER = new URL("../../src/lang/", import.meta.url);
const FILES = "**/customer-context/*/lang/*.json";
const ENGLISH = { "section.ledger": "Already answered", "error.server.title": "The customer could not be loaded" };

/** Language to its words, as the sources have them. */
const LANGUAGES = new Map(readdirSync(FOLDER).map((file) =>
  [file.slice(0, -".json".length), JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"))]));

/** A panel with a customer in contact, so that every section is there. */
function open(page, lang, options = {}) {
  const attributes = { "customer-id": CUSTOMER, "contact-id": "phone:call:CA1", "department": "support", ...options.attributes };
  return openHost(page, { lang, ...options, attributes });
}

/** Every language file that the page asks for, as it asks. Call before the page is opened. */
function filesAsked(page) {
  const asked = [];
  page.on("request", (request) => {
    if (/\/lang\/[^/]+\.json$/.test(request.url())) asked.push(request.url().split("/").at(-1));
  });
  return asked;
}

/** Keeps the language files on their way until the returned function is called. */
async function holdFiles(page) {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(FILES, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Whatever can be read or heard in the panel, piece by piece. */
function readable(panel) {
  return panel.evaluate((element) => {
    const pieces = [];
    const walker = document.createTreeWalker(element.shadowRoot, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) pieces.push(node.data);
      else for (const name of ["aria-label", "placeholder", "title"]) pieces.push(node.getAttribute(name) ?? "");
    }
    return [...new Set(pieces.map((piece) => piece.trim()).filter(Boolean))];
  });
}

function heading(panel, name) {
  return panel.getByRole("heading", { name, exact: true });
}

for (const [language, words] of LANGUAGES) {
  const dir = language === "ar" ? "rtl" : "ltr";

  test(`${language}: the panel speaks it, out of one small file`, async ({ page }) => {
    const seen = await watch(page);
    const asked = filesAsked(page);
    await serve(page);
    const panel = await open(page, language, { dir });
    await expectState(panel, "ready");
    for (const key of ["section.brief", "section.handoff", "section.ledger", "section.promises", "section.timeline"]) {
      await expect(heading(panel, words[key])).toBeVisible();
    }
    await expect(panel.getByRole("searchbox", { name: words["timeline.search"] })).toBeVisible();
    expect(asked).toEqual([`${language}.json`]);
    expect(seen.errors).toEqual([]);
  });

  test(`${language}: nothing stays English`, async ({ page }) => {
    await serve(page);
    await open(page, "en").then((panel) => expectState(panel, "ready"));
    const english = await readable(page.locator("customer-context"));
    const panel = await open(page, language, { dir });
    await expectState(panel, "ready");
    await expect(heading(panel, words["section.ledger"])).toBeVisible();
    // What the customer's data say is nobody's to translate; the panel may have put it in capitals.
    const data = JSON.stringify(fixture("context")).toLowerCase();
    const own = new Set(Object.values(words));
    const untranslated = (await readable(panel)).filter((piece) => {
      const word = piece.replace(/[\d\s.,]+$/, "");
      return english.includes(piece) && /\p{L}{3}/u.test(piece) && !data.includes(JSON.stringify(piece).slice(1, -1).toLowerCase()) && !own.has(word);
    });
    expect(english.length, "there is something to compare").toBeGreaterThan(60);
    expect(untranslated).toEqual([]);
  });
}

test("English asks for no file, and neither does a language without one", async ({ page }) => {
  const asked = filesAsked(page);
  await serve(page);
  for (const language of ["en", "en-GB", "nl", ""]) {
    const panel = await open(page, language);
    await expectState(panel, "ready");
    await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
  }
  expect(asked).toEqual([]);
});

test("a regional tag finds its language", async ({ page }) => {
  await serve(page);
  const panel = await open(page, "DE-at-1996");
  await expectState(panel, "ready");
  await expect(heading(panel, LANGUAGES.get("de")["section.ledger"])).toBeVisible();
});

test("the element's own language counts more than the page's, and panels share a file", async ({ page }) => {
  const asked = filesAsked(page);
  await serve(page);
  const panels = await open(page, "fr", { attributes: { lang: "de" }, panels: 2 });
  await panels.nth(1).evaluate((element) => element.removeAttribute("lang"));
  await expect(heading(panels.nth(0), LANGUAGES.get("de")["section.ledger"])).toBeVisible();
  await expect(heading(panels.nth(1), LANGUAGES.get("fr")["section.ledger"])).toBeVisible();
  expect(asked.toSorted()).toEqual(["de.json", "fr.json"]);
});

test("the host's own labels win", async ({ page }) => {
  await serve(page);
  const panel = await open(page, "de");
  await panel.evaluate((element) => { element.labels = { "section.ledger": "Wissen wir schon" }; });
  await expect(heading(panel, "Wissen wir schon")).toBeVisible();
  await expect(heading(panel, LANGUAGES.get("de")["section.timeline"])).toBeVisible();
});

test("a late change of language is followed, on the element and above it", async ({ page }) => {
  const asked = filesAsked(page);
  const service = await serve(page);
  const panel = await open(page, "en");
  await expectState(panel, "ready");
  const contexts = () => service.asked.filter(({ name }) => name === "context").length;
  const before = contexts();
  await page.evaluate(() => { document.documentElement.lang = "es"; });
  await expect(heading(panel, LANGUAGES.get("es")["section.ledger"])).toBeVisible();
  await panel.evaluate((element) => { element.lang = "de"; });
  await expect(heading(panel, LANGUAGES.get("de")["section.ledger"])).toBeVisible();
  await panel.evaluate((element) => { element.lang = "en"; });
  await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
  await panel.evaluate((element) => element.removeAttribute("lang"));
  await expect(heading(panel, LANGUAGES.get("es")["section.ledger"])).toBeVisible();
  expect(asked).toEqual(["es.json", "de.json"]);
  expect(contexts(), "the customer is not fetched again").toBe(before);
});

test("until the words are there the panel does not mix languages", async ({ page }) => {
  await serve(page);
  const release = await holdFiles(page);
  const panel = await open(page, "en");
  await expectState(panel, "ready");
  const english = await readable(panel);
  const [request] = await Promise.all([
    page.waitForRequest(FILES),
    panel.evaluate((element) => { element.lang = "de"; }),
  ]);
  expect(request.url()).toContain("/lang/de.json");
  await panel.evaluate((element) => element.updateComplete);
  expect(await readable(panel)).toEqual(english);
  release();
  await expect(heading(panel, LANGUAGES.get("de")["section.ledger"])).toBeVisible();
});

test("words that are late do not keep the customer waiting", async ({ page }) => {
  await serve(page);
  const release = await holdFiles(page);
  const panel = await open(page, "de");
  await expectState(panel, "ready");
  await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
  release();
  await expect(heading(panel, LANGUAGES.get("de")["section.ledger"])).toBeVisible();
});

for (const [what, fulfil] of [
  ["missing", (route) => route.fulfill({ status: 404, body: "" })],
  ["unreachable", (route) => route.abort("connectionrefused")],
  ["changed on the way", (route) => route.fulfill({ contentType: "application/json", body: '{"section.ledger":"Untergeschoben"}' })],
]) {
  test(`a file that is ${what} leaves English and says so once`, async ({ page }) => {
    const seen = await watch(page);
    const asked = filesAsked(page);
    await serve(page);
    await page.route(FILES, fulfil);
    const panel = await open(page, "de");
    await expectState(panel, "ready");
    await expect(heading(panel, ENGLISH["section.ledger"])).toBeVisible();
    await panel.evaluate((element) => { element.density = "compact"; });
    await panel.evaluate((element) => element.updateComplete);
    const said = seen.errors.filter((text) => text.startsWith("customer-context:"));
    expect(said).toEqual([expect.stringMatching(/^customer-context: lang\/de\.json could not be loaded; .* \[lang-file-unreachable\]$/)]);
    expect(asked, "it is not asked for again at once").toEqual(["de.json"]);
  });
}

test("errors of the service are told in the language", async ({ page }) => {
  await serve(page, { context: () => UNREACHABLE });
  const panel = await open(page, "fr");
  await expect(heading(panel, LANGUAGES.get("fr")["error.offline.title"])).toBeVisible();
  await expect(panel.getByRole("button", { name: LANGUAGES.get("fr").retry })).toBeVisible();
});

test("what the element says without its module is in the language too", async ({ page }) => {
  await serve(page);
  const panel = await open(page, "es", { policy: POLICY.replace(" 'wasm-unsafe-eval'", "") });
  const words = LANGUAGES.get("es");
  await expect(heading(panel, words["boot.wasm-csp"])).toBeVisible();
  await expect(panel.getByText(words["boot.wasm-csp.detail"], { exact: true })).toBeVisible();
  await expect(panel.getByRole("button", { name: words["boot.retry"] })).toBeVisible();
});

test("Arabic is written from the right without being told, unless the page says otherwise", async ({ page }) => {
  await serve(page);
  const panel = await openHost(page, { lang: "ar", dir: "ltr", attributes: { "customer-id": CUSTOMER } });
  await page.evaluate(() => document.documentElement.removeAttribute("dir"));
  await expectState(panel, "ready");
  await expect(panel.locator(".panel")).toHaveAttribute("dir", "rtl");
  await panel.evaluate((element) => element.setAttribute("dir", "ltr"));
  await expect(panel.locator(".panel")).toHaveAttribute("dir", "ltr");
});

test("a sentence that begins with a figure keeps its order in a panel from the right", async ({ page }) => {
  await serve(page);
  const panel = await open(page, "en", { dir: "rtl" });
  await expectState(panel, "ready");
  const facts = panel.locator(".section-timeline .facts");
  await expect(facts).toHaveText("5 of 1,240");
  const [figure, word] = await facts.evaluate((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
    return [[0, 1], [2, 4]].map(([start, end]) => {
      const range = document.createRange();
      range.setStart(text, start);
      range.setEnd(text, end);
      return range.getBoundingClientRect().left;
    });
  });
  expect(figure, "the 5 stands before the of").toBeLessThan(word);
});
