// Every example does the same things in its own way: an object as a property, an event, a slot, a panel that comes and
// goes, a list whose order changes. So one description serves them all.

import { readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { serve } from "./server.js";

const DIST = join(import.meta.dirname, "..", "dist");
const EXPECTED = (process.env.CC_EXAMPLES ?? "html webpack react preact solid vue svelte lit angular next").split(" ");

let server;
test.beforeAll(async () => {
  server = await serve(DIST);
});
test.afterAll(() => server.stop());

test("every example was built", () => {
  expect(readdirSync(DIST)).toEqual(expect.arrayContaining(EXPECTED));
});

for (const name of EXPECTED) {
  test(`${name}: properties, events, slots, coming and going, lists`, async ({ page }) => {
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    await page.goto(`${server.origin}/${name}/`);
    const single = page.getByTestId("single").locator("customer-context");
    const list = page.getByTestId("list").locator("customer-context");
    const loaded = page.getByTestId("loaded");

    // An object as a property, and the event that answers it.
    await expect(single).toContainText("Ada Oakfield");
    await expect(loaded).toHaveText("cus_ada");
    await page.getByRole("button", { name: "Next customer" }).click();
    await expect(single).toContainText("Bo Lindqvist");
    await expect(single).not.toContainText("Ada Oakfield");
    await expect(loaded).toHaveText("cus_bo");

    // What stands in a slot belongs to the application.
    await single.getByRole("button", { name: "Open in CRM" }).click();
    await expect(page.getByTestId("opened")).toHaveText("1");

    // A method of the element.
    await expect(single.getByText("AX-5000")).toBeVisible();
    await page.getByRole("button", { name: "Collapse" }).click();
    await expect(single.getByText("AX-5000")).toBeHidden();

    // It goes, and comes back with the present customer.
    await page.getByRole("button", { name: "Show or hide" }).click();
    await expect(single).toHaveCount(0);
    await page.getByRole("button", { name: "Show or hide" }).click();
    await expect(single).toContainText("Bo Lindqvist");

    // Two in a list keep their customers when their order changes.
    await expect(list.nth(0)).toContainText("Ada Oakfield");
    await expect(list.nth(1)).toContainText("Bo Lindqvist");
    await page.getByRole("button", { name: "Swap the list" }).click();
    await expect(list.nth(0)).toContainText("Bo Lindqvist");
    await expect(list.nth(1)).toContainText("Ada Oakfield");
    await expect(list.nth(0)).not.toContainText("Ada Oakfield");

    expect(complaints).toEqual([]);
  });
}
