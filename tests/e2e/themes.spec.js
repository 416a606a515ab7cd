// The shipped themes: every pair of colours that meets on the screen reaches its ratio, axe finds no poor contrast in any
// state, and every documented token reaches something that is painted.

import { readdirSync, readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const WWW = new URL("../../www/", import.meta.url);
const THEMES = readdirSync(new URL("themes/", WWW)).filter((name) => name.endsWith(".css")).map((name) => name.replace(".css", ""));
const API = JSON.parse(readFileSync(new URL("../../src/api.json", import.meta.url), "utf8"));
/** What a theme promises beyond WCAG's AA: [text, the rest]. */
const PROMISES = { "high-contrast": [7, 4.5] };

test("there are six themes", () => {
  expect(THEMES).toEqual(["carbon", "compact", "garden", "high-contrast", "neutral", "primer"]);
});

/** Measures every pair under a theme's own file, linked as a page links it. */
async function measured(page, theme) {
  await page.goto("/examples/index.html");
  return page.evaluate(async (theme) => {
    const { Probe } = await import("/studio/contrast.js");
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/themes/${theme}.css` });
    const loaded = new Promise((resolve) => link.addEventListener("load", resolve, { once: true }));
    document.head.append(link);
    await loaded;
    const probe = new Probe(await (await fetch("/docs/tokens.css")).text());
    const host = document.createElement("customer-context");
    host.append(probe.element);
    document.body.append(host);
    return ["light", "dark"].flatMap((scheme) => probe.measure(scheme));
  }, theme);
}

for (const theme of THEMES) {
  test(`${theme}: every pair of colours reaches its ratio, light and dark`, async ({ page }) => {
    const pairs = await measured(page, theme);
    expect(pairs.length).toBeGreaterThan(50);
    const [text, rest] = PROMISES[theme] ?? [4.5, 3];
    const poor = pairs.filter(({ ratio, least }) => ratio < (least === 4.5 ? text : rest));
    expect(poor.map(({ front, back, scheme, ratio }) => `${front} on ${back}, ${scheme}: ${ratio.toFixed(2)}`)).toEqual([]);
  });

  test(`${theme}: axe finds no poor contrast and no small target in any state`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openStudio(page, theme);
    const { violations, passes } = await contrastOf(page);
    expect(passes.find(({ id }) => id === "color-contrast").nodes.length, "text was looked at").toBeGreaterThan(200);
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")} ${failureSummary}`))).toEqual([]);
  });
}

/** The studio with a theme, when each panel has reached its state. */
async function openStudio(page, theme) {
  await page.goto(`/studio/index.html#v1;${theme}`);
  await page.waitForFunction(() => {
    const panels = [...document.querySelectorAll("customer-context")];
    const arrived = (panel) => panel.dataset.state === "loading" || (panel.dataset.state === "offline" ? panel.state === "offline" : panel.state && panel.state !== "loading");
    return panels.length > 20 && panels.every(arrived);
  }, null, { timeout: 60_000 });
}

function contrastOf(page) {
  return new AxeBuilder({ page }).setLegacyMode().include("#stage").options({ runOnly: ["color-contrast", "target-size"] }).analyze();
}

test("a theme that is too pale is found by both", async ({ page }) => {
  test.setTimeout(180_000);
  await openStudio(page, "neutral;text-muted=aaaaaa,555555");
  await expect(page.locator("#verdict")).toContainText("fail");
  const { violations } = await contrastOf(page);
  expect(violations.map(({ id }) => id)).toContain("color-contrast");
});

test("ratios are those of WCAG", async ({ page }) => {
  await page.goto("/examples/index.html");
  const ratios = await page.evaluate(async () => {
    const { ratio } = await import("/studio/contrast.js");
    const bytes = (grey) => [grey, grey, grey];
    return [[0, 255], [255, 255], [0x76, 255], [0x77, 255], [0x95, 255]].map(([one, other]) => ratio(bytes(one), bytes(other)).toFixed(2));
  });
  expect(ratios).toEqual(["21.00", "1.00", "4.54", "4.48", "3.00"]);
});

/** What of an element's computed style a token may reach. */
const LOOKS = [
  "color", "background-color", "border-top-color", "border-top-width", "border-top-left-radius", "outline-color", "box-shadow",
  "font-family", "font-size", "font-weight", "line-height", "padding-top", "padding-left", "margin-top", "row-gap", "inline-size",
  "max-block-size", "transition-duration",
];

/** A value that no theme has, by the kind of the property. */
function odd({ name, syntax }) {
  if (name === "--cc-font-family") return "serif";
  if (name === "--cc-shadow") return "1px 2px 3px rgb(1, 2, 3)";
  if (/weight/.test(name)) return "777";
  return { "<color>": "rgb(1, 2, 3)", "<length>": "3.25px", "<number>": "1.75", "<time>": "777ms" }[syntax];
}

test("every documented custom property reaches something that is painted", async ({ page }) => {
  await page.goto("/studio/index.html");
  await page.waitForFunction(() => document.querySelector('[data-state="ready"]')?.state === "ready" && document.querySelector('[data-state="failed"]')?.state === "error");
  const properties = API.customProperties.map((property) => [property.name, odd(property)]);
  expect(properties.filter(([, value]) => value === undefined)).toEqual([]);
  const idle = await page.evaluate(async ({ properties, looks }) => {
    const { exampleContext } = await import("/examples/example-context.js");
    const panels = ["ready", "failed"].map((state) => document.querySelector(`[data-state="${state}"]`));
    // One interaction for each department, so that each mark is on the screen.
    const context = exampleContext();
    const departments = ["support", "billing", "sales", "marketing", "store", "web"];
    context.interactions.items = departments.map((department) => ({ ...context.interactions.items[0], id: `x:${department}`, department }));
    panels[0].context = context;
    while (!panels[0].shadowRoot.querySelector('[data-department="web"]')) await new Promise((resolve) => setTimeout(resolve, 50));
    const control = panels[0].shadowRoot.querySelector("input, button");
    const painted = () => {
      control.focus({ focusVisible: true });
      // One element of each kind is enough, and looking at fewer keeps the test quick.
      const kinds = new Map(panels.flatMap((panel) => [panel, ...panel.shadowRoot.querySelectorAll("*")])
        .map((element) => [[element.parentElement, element].map((one) => one?.getAttribute("class")).concat(element.localName, element.getAttribute("data-department")).join(" "), element]));
      return [control, ...kinds.values()].flatMap((element) => [null, "::before"].map((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        return looks.map((name) => style.getPropertyValue(name)).join("|");
      })).join("\n");
    };
    const before = painted();
    return properties.filter(([name, value]) => {
      panels.forEach((panel) => panel.style.setProperty(name, value));
      const after = painted();
      panels.forEach((panel) => panel.style.removeProperty(name));
      return after === before;
    }).map(([name]) => name);
  }, { properties, looks: LOOKS });
  expect(idle).toEqual([]);
});
