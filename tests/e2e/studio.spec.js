// The theme studio as a designer uses it: change a token, be warned, take the proposal, share, download, start again;
// by keyboard, and against addresses that somebody else made.

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { violations } from "./support/axe.js";
import { watch } from "./support/host.js";

const THEMES = JSON.parse(readFileSync(new URL("../../www/themes/index.json", import.meta.url), "utf8"));

/** One of the states on show is that of a page whose token function fails, and says so. */
const SHOWN = /\[token-provider-failed\]/;

async function open(page, fragment = "") {
  await page.goto(`/studio/index.html${fragment}`);
  await expect(page.locator("#verdict")).toHaveText(/pairs/);
}

const field = (page, token, name) => page.getByRole("group", { name: token, exact: true }).getByRole("textbox", { name });
const css = (page) => page.locator("#css");

/** A private token as the panel of a state has it. */
function tokenOf(page, name, state = "ready") {
  return page.locator(`customer-context[data-state="${state}"]`).first().evaluate((panel, name) => getComputedStyle(panel).getPropertyValue(name).trim(), name);
}

test("a token is changed on every panel and written into the style sheet", async ({ page }) => {
  await open(page);
  await expect(css(page)).toContainText("Nothing is changed yet");
  await field(page, "Accent", "Light, value").fill("#7a1fa2");
  await page.keyboard.press("Tab");
  await expect(css(page)).toContainText("--cc-accent: light-dark(#7a1fa2, #8faaff);");
  expect(await tokenOf(page, "--cc-accent")).toBe("light-dark(#7a1fa2, #8faaff)");
  expect(await tokenOf(page, "--cc-accent", "loading")).toBe("light-dark(#7a1fa2, #8faaff)");
  await page.getByRole("button", { name: "Accent: back to where it began" }).click();
  await expect(css(page)).toContainText("Nothing is changed yet");
});

test("what is no colour is refused where it is typed", async ({ page }) => {
  await open(page);
  for (const bad of ["reddish", "url(https://example.com)", "var(--x)", "#fff; } body { display: none", "currentcolor"]) {
    const text = field(page, "Text", "Light, value");
    await text.fill(bad);
    await text.blur();
    await expect(text, bad).toHaveAttribute("aria-invalid", "true");
    await expect(css(page)).toContainText("Nothing is changed yet");
  }
});

test("poor contrast is named with its figure, and the proposal mends it", async ({ page }) => {
  await open(page);
  await expect(page.locator("#verdict")).toContainText("All 58 pairs pass");
  await field(page, "Muted text", "Light, value").fill("#b0b0b0");
  await page.keyboard.press("Tab");
  await expect(page.locator("#verdict")).toContainText("fail WCAG 2.2 AA");
  const warning = page.locator("#warnings li");
  await expect(warning).toHaveCount(1);
  await expect(warning).toContainText(/Muted text, light on .* needs 4\.5/);
  await warning.getByRole("button", { name: /^Use #[0-9a-f]{6} for Muted text, light$/ }).click();
  await expect(page.locator("#verdict")).toContainText("All 58 pairs pass");
  await expect(warning).toHaveCount(0);
});

test("every shipped theme is taken over whole", async ({ page }) => {
  await open(page);
  for (const { file, name } of THEMES) {
    await page.getByLabel("Start from").selectOption({ label: name });
    const own = readFileSync(new URL(`../../www/themes/${file}`, import.meta.url), "utf8");
    const wanted = file === "neutral.css" ? [] : [...own.matchAll(/--cc-[a-z-]+: [^;]+;/g)].map(([line]) => line);
    const written = [...(await css(page).textContent()).matchAll(/--cc-[a-z-]+: [^;]+;/g)].map(([line]) => line);
    expect(written.toSorted(), name).toEqual(wanted.toSorted());
  }
});

test("the address brings a theme back, and nothing of it reaches a server", async ({ page, context }) => {
  await open(page);
  await page.getByLabel("Start from").selectOption("primer");
  await field(page, "Surface", "Dark, value").fill("oklch(0.2 0.02 250)");
  await page.keyboard.press("Tab");
  await page.locator("summary", { hasText: "Shape" }).click();
  await field(page, "Corner of the panel", "Value").fill("20");
  await page.keyboard.press("Tab");
  const address = page.url();
  const sheet = await css(page).textContent();
  expect(new URL(address).search).toBe("");
  const other = await context.newPage();
  const asked = [];
  other.on("request", (request) => asked.push(request.url()));
  await other.goto(address);
  await expect(css(other)).toHaveText(sheet, { useInnerText: false });
  expect(asked.filter((url) => url.includes("oklch") || url.includes("primer;"))).toEqual([]);
});

for (const [what, fragment] of [
  ["another version", "#v2;neutral;accent=ff0000"],
  ["no theme of ours", "#v1;evil;accent=ff0000"],
  ["a sheet that goes on", "#v1;neutral;accent=red%3B%7Dbody%7Bdisplay%3Anone"],
  ["an address to fetch", "#v1;neutral;shadow=url(https%3A%2F%2Fexample.com%2F)"],
  ["an unknown token", "#v1;neutral;background=ff0000;__proto__=1;constructor=x"],
  ["a broken escape", "#v1;neutral;font-family=%E0%A4%A"],
  ["more than a theme", `#v1;neutral;font-family=${"a".repeat(9000)}`],
]) {
  test(`an address with ${what} changes nothing`, async ({ page }) => {
    const seen = await watch(page);
    await open(page, fragment);
    await expect(css(page)).toContainText("Nothing is changed yet");
    await expect(page.getByRole("heading", { name: "Theme studio" })).toBeVisible();
    const errors = seen.errors.filter((text) => !SHOWN.test(text));
    expect(errors.concat(seen.reports, seen.failed)).toEqual([]);
    expect(seen.requests.filter((url) => url.includes("example.com"))).toEqual([]);
  });
}

test("figures beyond their bounds come back to them", async ({ page }) => {
  await open(page, "#v1;neutral;font-size=900px;density=0.01");
  await expect(css(page)).toContainText("--cc-font-size: 22px;");
  await expect(css(page)).toContainText("--cc-density: 0.3;");
});

test("the style sheet is copied and downloaded as it is shown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "#v1;garden;radius=9px");
  const sheet = await css(page).textContent();
  await page.getByRole("button", { name: "Copy CSS" }).click();
  await expect(page.locator("#said")).toHaveText("The style sheet is copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sheet);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  expect(download.suggestedFilename()).toBe("customer-context-theme.css");
  expect(readFileSync(await download.path(), "utf8")).toBe(sheet);
});

test("reset leads back to where the theme began", async ({ page }) => {
  await open(page, "#v1;carbon;radius=9px");
  await expect(css(page)).toContainText("--cc-radius: 9px;");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(css(page)).toContainText("--cc-radius: 0px;");
  expect(new URL(page.url()).hash).toBe("#v1;carbon");
});

test("the panels follow width, density and direction, and no gateway is asked", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await open(page);
  const panel = page.locator('customer-context[data-state="ready"]').first();
  await page.getByRole("slider", { name: "Width", exact: true }).fill("300");
  await expect.poll(async () => Math.round((await panel.boundingBox()).width)).toBe(300);
  await page.getByRole("checkbox", { name: "Compact" }).check();
  await expect(panel).toHaveAttribute("density", "compact");
  await page.getByRole("checkbox", { name: "Right to left" }).check();
  await expect(panel).toHaveAttribute("dir", "rtl");
  await page.waitForFunction(() => [...document.querySelectorAll("customer-context")].every(({ state, dataset }) => state !== "loading" || dataset.state === "loading"));
  expect(asked.filter((path) => !/^\/(studio\/(index\.html|[a-z]+\.(js|css))|themes\/|docs\/tokens\.css|examples\/example-context\.js|customer-context\/|icon\.svg)/.test(path))).toEqual([]);
});

test("a slider and a picker are worked by keys", async ({ page }) => {
  await open(page);
  await page.locator("summary", { hasText: "Type" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Size", exact: true }).getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await expect(css(page)).toContainText("--cc-font-size: 14.5px;");
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing in the tools, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await open(page, "#v1;neutral;text-muted=b0b0b0,606060");
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    // The panels are too pale on purpose here; themes.spec.js looks at them.
    expect(await violations(page, { exclude: "#stage customer-context" })).toEqual([]);
  });
}

test("at 320 px nothing is cut off", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await open(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
