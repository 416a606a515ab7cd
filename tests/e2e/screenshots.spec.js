// Pictures for people to look at: every state in both themes and two widths, one language from right to left, and the
// console. Written to tests/screenshots; the project `screenshots` runs this file alone.

import { expect, test } from "@playwright/test";
import { expectState, speakArabic } from "./support/host.js";
import { STATES } from "./support/states.js";

const FOLDER = new URL("../screenshots/", import.meta.url).pathname;

/** Puts the panel where it stands in a console: in a column with a calm ground. */
async function frame(page, width, theme) {
  await page.evaluate(({ width, theme }) => {
    const ground = theme === "dark" ? "#0d0f13" : "#eef0f4";
    document.documentElement.style.setProperty("background", ground);
    document.documentElement.style.setProperty("color-scheme", theme);
    document.body.style.setProperty("margin", "12px");
    document.body.style.setProperty("font-family", "system-ui, sans-serif");
    document.querySelector("h1").style.setProperty("display", "none");
    document.querySelector("customer-context").style.setProperty("width", `${width}px`);
  }, { width, theme });
}

for (const state of STATES) {
  for (const theme of ["light", "dark"]) {
    for (const width of [300, 420]) {
      test(`${state.name}, ${theme}, ${width}`, async ({ page }) => {
        await shoot(page, state, { theme, width, dir: "ltr" });
      });
    }
    test(`${state.name}, ${theme}, from right to left`, async ({ page }) => {
      await shoot(page, state, { theme, width: 376, dir: "rtl" });
    });
  }
}

async function shoot(page, state, { theme, width, dir }) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.setViewportSize({ width: width + 24, height: 320 });
  const panel = await state.arrange(page, { attributes: { theme } });
  await frame(page, width, theme);
  await state.settled(panel);
  if (dir === "rtl") await speakArabic(page, panel);
  const name = `${state.name.replaceAll(" ", "-")}-${theme}-${width}${dir === "rtl" ? "-rtl" : ""}.png`;
  await page.screenshot({ path: `${FOLDER}${name}`, fullPage: true, animations: "disabled" });
}

/** Opens the console with a contact in hand. */
async function openConsole(page, query, size) {
  await page.setViewportSize(size);
  await page.goto(`/index.html?${query}`);
  // Fonts for every script are not everywhere: a name in Latin letters looks the same on all machines.
  await page.locator(".queue-row").filter({ has: page.locator(".queue-name bdi", { hasText: /^[\p{Script=Latin} '-]+$/u }) }).first().click();
  await page.locator(".actions button").first().click();
  await expectState(page.locator("customer-context"), "ready");
  await expect(page.locator(".line, .lines > .empty").first()).toBeVisible();
}

for (const [name, query, size] of [
  ["console-light", "theme=light&lang=en", { width: 1440, height: 900 }],
  ["console-dark", "theme=dark&lang=en", { width: 1440, height: 900 }],
  ["console-rtl", "theme=light&lang=ar", { width: 1440, height: 900 }],
  ["console-compact", "theme=light&lang=de&density=compact&width=300", { width: 1180, height: 760 }],
  ["console-narrow", "theme=dark&lang=en", { width: 412, height: 900 }],
]) {
  test(`the console: ${name}`, async ({ page }) => {
    await openConsole(page, query, size);
    await page.screenshot({ path: `${FOLDER}${name}.png`, fullPage: size.width < 760, animations: "disabled" });
  });
}

test("the picture of the README: the console, and its panel in the dark beside it", async ({ page }) => {
  const size = { width: 1380, height: 1060 };
  await openConsole(page, "theme=light&lang=en", size);
  const light = await page.screenshot({ animations: "disabled" });
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.evaluate(() => {
    for (const cut of document.querySelectorAll(".bar > *, .tools > *")) cut.style.setProperty("visibility", "hidden");
  });
  const { x } = await page.locator("#panel").boundingBox();
  const column = { x: x - 12, y: 0, width: size.width - x + 12, height: size.height };
  const dark = await page.screenshot({ clip: column, animations: "disabled" });

  const picture = (bytes) => `<img src="data:image/png;base64,${bytes.toString("base64")}">`;
  await page.goto("about:blank");
  await page.setViewportSize({ width: size.width + Math.round(column.width), height: size.height });
  await page.setContent(`<style>body { display: flex; margin: 0 }</style>${picture(light)}${picture(dark)}`);
  await page.screenshot({ path: `${FOLDER}readme.png` });
});
