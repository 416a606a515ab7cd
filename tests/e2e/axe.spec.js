// axe-core over every state of the panel, in both themes and both directions, and over every page.

import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { speakArabic } from "./support/host.js";
import { STATES } from "./support/states.js";

/** Violations in a form that a failed test can print. */
async function violations(page, scope) {
  let builder = new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .options({ rules: { "target-size": { enabled: true } } });
  if (scope) builder = builder.include(scope);
  const { violations, passes } = await builder.analyze();
  expect(passes.length, "rules were applied").toBeGreaterThan(0);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join("; ")}`);
}

for (const state of STATES) {
  for (const theme of ["light", "dark"]) {
    for (const dir of ["ltr", "rtl"]) {
      test(`${state.name}, ${theme}, ${dir}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        const panel = await state.arrange(page, { attributes: { theme }, width: 376 });
        await state.settled(panel);
        if (dir === "rtl") await speakArabic(page, panel);
        expect(await violations(page)).toEqual([]);
      });
    }
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
