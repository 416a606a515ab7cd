// Every example does the same things in its own way: an object as a property, an event, a slot, a panel that comes and
// goes, a list whose order changes. So one description serves them all.

import { readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { serve } from "./server.js";

const DIST = join(import.meta.dirname, "..", "dist");
const EXPECTED = (process.env.CC_EXAMPLES ?? "html webpack react preact solid vue svelte lit angular next yew").split(" ");

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

// The component draws in the application's own module, beside the element's: neither takes the other's events or customers.
if (EXPECTED.includes("yew")) {
  test("yew: the crate's component beside the element", async ({ page }) => {
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    await page.goto(`${server.origin}/yew/`);
    const place = page.getByTestId("component");
    const component = place.locator(".customer-context");
    const element = page.getByTestId("single").locator("customer-context");
    await expect(component).toContainText("Ada Oakfield");
    await expect(page.getByTestId("component-loaded")).toHaveText("cus_ada");
    await expect(element).toContainText("Ada Oakfield");

    // A section of the application's own, filled by its child.
    await expect(component.getByRole("heading", { name: "Notes" })).toBeVisible();
    await component.getByRole("button", { name: "Notes", exact: true }).click();
    await expect(component.getByText("Notes of the application")).toBeHidden();

    // The same section in the other panel stays as it is.
    await component.getByRole("button", { name: "Already answered" }).click();
    await expect(component.getByText("AX-3000")).toBeHidden();
    await expect(element.getByText("AX-3000")).toBeVisible();

    await page.getByRole("button", { name: "Next customer" }).click();
    await expect(component).toContainText("Bo Lindqvist");
    await expect(component).not.toContainText("Ada Oakfield");
    await expect(page.getByTestId("component-loaded")).toHaveText("cus_bo");
    expect(complaints).toEqual([]);
  });
}
