// The documentation as a reader uses it: every page in both schemes and at 320 px, every link, the search, the live
// examples, and what is left without scripts.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { COLOURS, violations } from "./support/axe.js";
import { watch } from "./support/host.js";

const DOCS = new URL("../../docs/", import.meta.url);
const PAGES = readdirSync(DOCS).filter((name) => name.endsWith(".md")).map((name) => name.replace(".md", ".html"));
const API = JSON.parse(readFileSync(new URL("../../src/api.json", import.meta.url), "utf8"));

test("there are pages", () => {
  expect(PAGES).toEqual(expect.arrayContaining(["index.html", "start.html", "reference.html", "theming.html", "csp.html", "security.html", "accessibility.html", "gateway.html", "troubleshooting.html", "errors.html", "languages.html", "sections.html"]));
});

for (const name of PAGES) {
  test(`axe finds nothing on ${name}, light and dark`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const [scheme, only] of [["light", undefined], ["dark", COLOURS]]) {
      await page.goto(`/docs/${name}?theme=${scheme}`);
      await expect(page.locator("#find")).toBeVisible();
      expect(await violations(page, { only }), scheme).toEqual([]);
    }
  });
}

test("at 320 px no page is cut off, and the tree of pages opens", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  for (const name of PAGES) {
    await page.goto(`/docs/${name}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320);
  }
  const link = page.getByRole("navigation", { name: "Documentation" }).getByRole("link", { name: "Theming" });
  await expect(link).toBeHidden();
  await page.getByText("Contents", { exact: true }).click();
  await link.click();
  await expect(page.getByRole("heading", { level: 1, name: "Theming" })).toBeVisible();
});

test("every link leads to a page, and every anchor to a place on it", async ({ page, request }) => {
  const dead = [];
  const known = new Map();
  const idsAt = async (path) => {
    if (!known.has(path)) {
      const response = await request.get(path);
      known.set(path, response.ok() ? new Set([...(await response.text()).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)) : null);
    }
    return known.get(path);
  };
  for (const name of PAGES) {
    await page.goto(`/docs/${name}`);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map(({ href }) => href));
    expect(links.length).toBeGreaterThan(10);
    for (const link of new Set(links)) {
      const { origin, pathname, hash } = new URL(link);
      if (origin !== new URL(page.url()).origin) dead.push(`${name}: ${link} is on another site`);
      const ids = await idsAt(pathname);
      if (ids === null || (hash !== "" && !ids.has(decodeURIComponent(hash.slice(1))))) dead.push(`${name}: ${link}`);
    }
  }
  expect(dead).toEqual([]);
});

test("the reference names everything that the element has", async ({ page }) => {
  await page.goto("/docs/reference.html");
  const text = await page.locator("article").textContent();
  const kinds = ["attributes", "properties", "methods", "statics", "events", "slots", "states", "parts", "customProperties"];
  for (const kind of kinds) {
    for (const { name } of API[kind].filter(({ name }) => name !== "")) expect(text, `${kind}: ${name}`).toContain(name);
  }
});

test("search finds by a key, goes by arrows, and asks for its index alone", async ({ page }) => {
  const asked = [];
  await page.goto("/docs/csp.html");
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: "Search" });
  await expect(field).toBeFocused();
  await field.fill("contrast");
  const results = page.locator("#results a");
  await expect(results.first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(results.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field).toBeFocused();
  await field.fill("zzzunfindable");
  await expect(page.locator("#hint")).toContainText("Nothing is found");
  for (const [word, place] of [["wasm-unsafe-eval", "csp.html"], ["token-refused", "errors.html#token-refused"], ["--cc-text-muted", "reference.html#custom-properties"], ["trobleshooting", "troubleshooting.html"]]) {
    await field.fill(word);
    await expect(page.locator(`#results a[href^="${place}"]`).first(), word).toBeVisible();
  }
  // The browser fetches the icon when it likes.
  expect(asked.filter((path) => path !== "/icon.svg")).toEqual(["/docs/search.json"]);
  await field.fill("start in five minutes");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start in five minutes");
});

test("search says when its index does not come, and tries again", async ({ page }) => {
  await page.route("**/search.json", (route) => route.abort("connectionrefused"));
  await page.goto("/docs/index.html");
  await page.locator("#find").click();
  await expect(page.locator("#hint")).toContainText("could not be loaded");
  await page.getByRole("button", { name: "Close" }).click();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.locator("#find").click();
  await page.getByRole("searchbox", { name: "Search" }).fill("gateway");
  await expect(page.locator("#results a").first()).toBeVisible();
});

/** The first live example of a page, with its frame. */
async function example(page, path = "/docs/examples.html", title = /Attributes choose/) {
  await page.goto(path);
  const figure = page.locator(".live").filter({ hasText: title });
  await figure.scrollIntoViewIfNeeded();
  const frame = figure.frameLocator("iframe");
  await expect(frame.locator("customer-context")).toHaveCount(1);
  return { figure, frame, panel: frame.locator("customer-context") };
}

test("what is typed beside an example is shown in it", async ({ page }) => {
  const { figure, panel } = await example(page, "/docs/theming.html", /Try it/);
  await expect.poll(() => panel.evaluate(({ state }) => state)).toBe("ready");
  await figure.getByLabel("Markup").fill('<customer-context theme="dark" sections="ledger"></customer-context>');
  await expect(panel).toHaveAttribute("theme", "dark");
  await figure.getByLabel("Style").fill("customer-context { --cc-radius: 3px; }");
  await expect.poll(() => panel.evaluate((element) => getComputedStyle(element).borderTopLeftRadius)).toBe("3px");
  await expect(figure.getByRole("log")).toContainText("cc-");
  await figure.getByRole("button", { name: "Reset" }).click();
  await expect(panel).not.toHaveAttribute("theme", "dark");
});

test("what cannot be read is said beside the example", async ({ page }) => {
  const { figure } = await example(page, "/docs/examples.html", /Labels replace/);
  for (const [pane, text, says] of [
    ["Properties", "{", /^Properties: /],
    ["Properties", '{"tokenProvider": 1}', /tokenProvider cannot be set here/],
    ["Markup", "<customer-context>", /is not closed/],
    ["Markup", "<marquee>x</marquee>", /<marquee> is not used/],
  ]) {
    const before = await figure.getByLabel(pane).inputValue();
    await figure.getByLabel(pane).fill(text);
    await expect(figure.locator(".problem"), text).toHaveText(says);
    await figure.getByLabel(pane).fill(before);
    await expect(figure.locator(".problem")).toBeEmpty();
  }
});

test("nothing that is typed into an example runs or fetches", async ({ page }) => {
  const seen = await watch(page);
  const { figure, frame } = await example(page, "/docs/theming.html", /Try it/);
  const quiet = seen.requests.length;
  for (const hostile of [
    "<script>alert(1)</script>",
    '<img src="https://example.com/x" onerror="alert(1)">',
    '<div onclick="alert(1)">x</div>',
    '<a href="javascript:alert(1)">x</a>',
    '<iframe src="https://example.com"></iframe>',
    '<customer-context endpoint="https://example.com" customer-id="x"></customer-context>',
    '<p style="background: url(https://example.com/x)">x</p>',
  ]) {
    await figure.getByLabel("Markup").fill(hostile);
    await expect(figure.locator(".problem"), hostile).toHaveText(/^Markup: /);
  }
  await figure.getByLabel("Markup").fill("<p>plain</p>");
  await figure.getByLabel("Style").fill('p { background: url("https://example.com/beacon"); }');
  await expect(frame.locator("#place > p")).toHaveText("plain");
  expect(seen.dialogs).toEqual([]);
  expect(seen.requests.slice(quiet).filter((url) => new URL(url).hostname === "example.com" && !seen.failed.some((failed) => failed.startsWith(url)))).toEqual([]);
});

test("the frame listens to its own page alone", async ({ page }) => {
  const { frame, panel } = await example(page);
  await page.evaluate(() => {
    const frame = document.querySelector("iframe");
    const other = document.createElement("iframe");
    other.src = "preview.html";
    document.body.append(other);
    other.addEventListener("load", () => frame.contentWindow.postMessage({ kind: "show", texts: "no", scheme: "auto" }, location.origin));
    window.postMessage({ kind: "height", height: 9 }, location.origin);
  });
  await expect(frame.locator("customer-context")).toHaveCount(1);
  await expect.poll(() => panel.evaluate(({ state }) => state)).toBe("ready");
});

test("code is copied as it stands", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/start.html");
  const block = page.locator(".code").first();
  await block.hover();
  await block.getByRole("button", { name: "Copy" }).click();
  await expect(block.getByRole("button")).toHaveText("Copied");
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe("cargo xtask demo");
});

test("the choice of colours is kept, for the page and its examples", async ({ page }) => {
  const { frame } = await example(page, "/docs/theming.html", /Try it/);
  await page.getByLabel("Colours").selectOption("dark");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/docs/csp.html");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByLabel("Colours")).toHaveValue("dark");
});

test("without scripts the text, the tree and the links are there", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto("/docs/reference.html");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reference");
  await page.getByRole("navigation", { name: "Documentation" }).getByRole("link", { name: "Gateway guide" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gateway guide");
  await context.close();
});
