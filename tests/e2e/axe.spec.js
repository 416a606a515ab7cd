// axe-core over every state of the panel, in both themes and both directions, and over every page.

import { expect, test } from "@playwright/test";
import { COLOURS, violations } from "./support/axe.js";
import { speakArabic } from "./support/host.js";
import { STATES } from "./support/states.js";

for (const state of STATES) {
  for (const dir of ["ltr", "rtl"]) {
    test(`${state.name}, ${dir}, light and dark`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      const panel = await state.arrange(page, { attributes: { theme: "light" }, width: 376 });
      await state.settled(panel);
      if (dir === "rtl") await speakArabic(page, panel);
      expect(await violations(page), "light").toEqual([]);
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await panel.evaluate((element) => element.setAttribute("theme", "dark"));
      expect(await violations(page, { only: COLOURS }), "dark").toEqual([]);
    });
  }
}

for (const theme of ["light", "dark"]) {
  test(`the console with a customer, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`/index.html?theme=${theme}&lang=en`);
    await page.locator(".queue-row").first().click();
    await page.getByRole("button", { name: "Accept" }).click();
    const panel = page.locator("customer-context");
    await expect.poll(() => panel.evaluate((element) => element.state)).toBe("ready");
    await page.getByRole("button", { name: /Events/ }).click();
    expect(await violations(page)).toEqual([]);
  });

  for (const name of ["index", "embed", "failing-source", "states"]) {
    test(`the example page ${name}, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto(`/examples/${name}.html?theme=${theme}`);
      await expect(page.locator("main")).toBeVisible();
      await page.waitForFunction(() => [...document.querySelectorAll("customer-context")].every((panel) => panel.state));
      expect(await violations(page)).toEqual([]);
    });
  }
}

test("the check finds a violation", async ({ page }) => {
  await page.goto("/examples/index.html");
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
  expect((await violations(page)).join()).toContain("button-name");
});
