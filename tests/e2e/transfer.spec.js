// One call through three departments, as the example tells it: what was verified, answered and promised before the transfer
// is there after it, nobody asks twice, and the count is exactly right.

import { expect, test } from "@playwright/test";
import { watch } from "./support/host.js";

/** Where a picture of each step goes when pictures are taken. */
const PICTURES = process.env.CC_PICTURES;

/** What each step leaves in the panels. */
const STEPS = [
  async ({ billing }) => {
    await expect(billing.locator("[part~=passport]")).toContainText(/verified/i);
  },
  async ({ billing }) => {
    await expect(billing).toContainText("After 17:00");
    await expect(billing).toContainText("+441134960199");
  },
  async ({ billing }) => {
    await expect(billing).toContainText("Call back about the double charge");
  },
  async ({ billing, support }) => {
    await expect(support).toContainText("Charged twice, and the router restarts since Monday");
    await expect(billing).not.toContainText("After 17:00");
  },
  async ({ support }) => {
    await expect(support.locator("[part~=passport]")).toContainText(/verified/i);
    for (const text of ["After 17:00", "Call back about the double charge", "Check the router", "Second charge found"]) {
      await expect(support.getByText(text).first()).toBeVisible();
    }
  },
  async ({ support }) => {
    await expect(support.locator("[part~=hint]")).toContainText(/Already answered: Account/);
    await expect(support.locator("[part~=hint]")).toBeInViewport();
  },
  async ({ support }) => {
    await expect(support.locator("[part~=hint]")).toBeHidden();
    await expect(support).toContainText("Call back about the double charge");
  },
  async ({ page, support }) => {
    await expect(support.locator("[part~=promise].bad").filter({ hasText: "double charge" })).toHaveCount(0);
    await expect(page.locator("#next")).toHaveText("The end");
  },
];

test("a transfer in which nobody asks twice", async ({ page }) => {
  test.setTimeout(120_000);
  const seen = await watch(page);
  await page.setViewportSize({ width: 880, height: 1180 });
  // Departments of its own: other tests count at the same time.
  const mark = test.info().testId.slice(-6);
  await page.goto(`/examples/transfer.html${PICTURES ? "" : `?departments=billing-${mark},support-${mark}`}`);
  const parts = { page, billing: page.locator("#billing"), support: page.locator("#support") };
  const next = page.locator("#next");
  for (const [place, holds] of STEPS.entries()) {
    await expect(next).toBeEnabled();
    await next.click();
    await expect(page.locator("#steps li").nth(place)).toHaveAttribute("data-done", "");
    await holds(parts);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/transfer-${place + 1}.png` });
  }
  const count = (name) => page.locator(`[data-count=${name}] dd`);
  await expect(count("avoided")).toHaveText("1", { timeout: 30_000 });
  await expect(count("confirmed")).toHaveText("1");
  await expect(count("handoff")).toHaveText("1");
  await expect(count("happened")).toHaveText("0");
  expect(seen.errors).toEqual([]);
  expect(seen.reports).toEqual([]);
});
