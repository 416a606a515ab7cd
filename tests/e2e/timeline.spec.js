// The timeline of a customer with a long history: a window that recycles rows, keeps its place, and says what is
// missing; filters and search; what is opened; live changes. The service is a small model of the gateway's.

import { expect, test } from "@playwright/test";
import { expectState, watch } from "./support/host.js";
import { History, openTimeline, rowTexts, scrollTo, topRow } from "./support/timeline.js";

test("ten and ten thousand loaded rows are the same number of elements", async ({ page }) => {
  for (const length of [10, 10_000]) {
    const { panel } = await openTimeline(page, new History(length), { supplied: true });
    const rows = await panel.getByTestId("timeline-item").count();
    expect(rows, `${length} interactions`).toBeLessThan(40);
    expect(rows).toBeGreaterThanOrEqual(Math.min(length, 10));
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }
});

test("a list below the window has all its rows a moment later, although nobody scrolls to it", async ({ page }) => {
  const { panel } = await openTimeline(page, new History(100), { attributes: { sections: "passport ledger timeline" } });
  await page.setViewportSize({ width: 392, height: 120 });
  await panel.evaluate((element) => { element.customerId = "cus_02"; });
  await expectState(panel, "ready");
  await expect(panel.getByTestId("timeline-item").nth(10)).toBeAttached();
  await expect(panel.locator(".scroller")).not.toBeInViewport();
});

test("older pages come by themselves near the end, and everything is there once, in order", async ({ page }) => {
  const history = new History(130);
  const { panel, service } = await openTimeline(page, history);
  await expect(panel.getByTestId("timeline-item").first()).toBeVisible();
  const before = service.asked.filter(({ name }) => name === "interactions").length;
  expect(before, "nothing is fetched before the agent scrolls").toBe(0);
  const seen = [];
  for (let step = 0; step < 200; step += 1) {
    for (const text of await rowTexts(panel)) if (!seen.includes(text)) seen.push(text);
    const done = await panel.locator(".scroller").evaluate((it) => {
      const end = it.scrollTop + it.clientHeight >= it.scrollHeight - 2;
      it.scrollTop += it.clientHeight / 2;
      return end;
    });
    await page.waitForTimeout(30);
    if (done && seen.length === history.items.length) break;
  }
  expect(seen).toEqual(history.items.map(({ description }) => description));
  await expect(panel.getByTestId("meter")).toContainText("130 shown");
});

test("what the agent looks at stays where it is through live changes, and the pill leads back", async ({ page }) => {
  const history = new History(200);
  const { panel } = await openTimeline(page, history);
  await scrollTo(page, panel, 700);
  const before = await topRow(panel);
  await history.push(3);
  const pill = panel.getByRole("button", { name: "3 new above" });
  await expect(pill).toBeVisible();
  const after = await topRow(panel);
  expect(after.text).toBe(before.text);
  expect(Math.abs(after.top - before.top), "not a pixel away").toBeLessThanOrEqual(1);
  await pill.click();
  await expect(panel.getByText("Live 3")).toBeVisible();
  await expect(pill).toHaveCount(0);
});

test("the focus stays on its row through a thousand live changes", async ({ page }) => {
  const history = new History(60);
  const { panel } = await openTimeline(page, history);
  const row = panel.getByTestId("timeline-item").nth(4);
  const title = await row.locator(".opener").textContent();
  await row.focus();
  await row.evaluate((node) => { globalThis.focusedRow = node; });
  for (let batch = 0; batch < 10; batch += 1) await history.push(100);
  await expect(panel.locator(".section-timeline .facts")).toContainText("1,0");
  await expect.poll(() => panel.locator(".section-timeline .facts").textContent()).toContain("of 1,060");
  const focused = await panel.evaluate((element) => {
    const active = element.shadowRoot.activeElement;
    return { same: active === globalThis.focusedRow, text: active?.querySelector(".opener")?.textContent };
  });
  expect(focused).toEqual({ same: true, text: title });
});

test("filters combine, are read back in words, and can be pinned", async ({ page }) => {
  const history = new History(200);
  const { panel, service } = await openTimeline(page, history);
  await panel.getByRole("button", { name: /^Billing/ }).click();
  await panel.getByRole("button", { name: "Filters" }).click();
  await panel.getByRole("button", { name: /^last 90 days$/i }).click();
  await panel.getByRole("button", { name: /^Call/i }).click();
  const expected = history.matching({ department: ["billing"], type: ["call"], from: "2026-08-24T23:00:00.000Z" });
  expect(expected.length).toBeGreaterThan(0);
  await expect(panel.getByTestId("readback")).toHaveText(`Billing, Call, last 90 days, ${expected.length} of 200`);
  expect(await rowTexts(panel)).toEqual(expected.slice(0, 40).map(({ description }) => description));
  const meter = await panel.getByTestId("meter").textContent();
  expect(meter).toContain(`${200 - expected.length} hidden by filter`);
  await panel.getByRole("button", { name: "Keep for next customers" }).click();
  await panel.evaluate((element) => { element.customerId = "cus_other"; });
  await expectState(panel, "ready");
  await expect(panel.getByTestId("readback")).toContainText("Billing, Call, last 90 days");
  const last = () => service.asked.findLast(({ name }) => name === "interactions");
  await expect.poll(() => [last().customerId, last().query.getAll("department")]).toEqual(["cus_other", ["billing"]]);
  await panel.getByRole("button", { name: "Show everything" }).click();
  await expect(panel.getByTestId("timeline-item").first()).toBeVisible();
});

test("search finds at once what is loaded, then the rest, once each, and marks it", async ({ page }) => {
  const history = new History(200, { every: 15, text: "Rückfrage zur Zürich-Rechnung" });
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const { panel } = await openTimeline(page, history, { hold: held });
  await panel.getByRole("searchbox").fill("zurich");
  await expect(panel.getByText(/Searching the rest/)).toBeVisible();
  const local = await rowTexts(panel);
  expect(local.length).toBeGreaterThan(0);
  release();
  const all = history.items.filter(({ description }) => description.includes("Zürich"));
  await expect(panel.getByTestId("readback")).toHaveText(`“zurich”, ${all.length} of 200`);
  const drawn = () => rowTexts(panel);
  await expect.poll(async () => (await drawn()).length).toBeGreaterThan(local.length);
  const found = await drawn();
  expect(found).toEqual(all.slice(0, found.length).map(({ description }) => description));
  const marks = await panel.locator("mark").allTextContents();
  expect(new Set(marks)).toEqual(new Set(["Zürich"]));
});

test("a row opens in place, with what was said, and fails and recovers by itself", async ({ page }) => {
  const history = new History(30);
  const { panel } = await openTimeline(page, history);
  const row = panel.getByTestId("timeline-item").first();
  history.broken = true;
  await row.locator(".opener").click();
  await expect(row.getByText("The details could not be loaded.")).toBeVisible();
  history.broken = false;
  await row.getByRole("button", { name: "Retry" }).click();
  await expect(row.getByText("Turn 1", { exact: true })).toBeVisible();
  await expect(row.getByText("Turn 30")).toHaveCount(0);
  await row.getByRole("button", { name: "10 more messages" }).click();
  await expect(row.getByText("Turn 30")).toBeVisible();
  await expect(row.locator(".opener")).toHaveAttribute("aria-expanded", "true");
  const gone = panel.getByTestId("timeline-item").filter({ has: page.getByText(history.items[1].description, { exact: true }) });
  history.items.splice(1, 1);
  await gone.locator(".opener").click();
  await expect(gone.getByText("This entry is no longer there.")).toBeVisible();
});

test("records of one case are one entry that opens", async ({ page }) => {
  const history = new History(30, { cases: true });
  const { panel } = await openTimeline(page, history);
  const [head, second] = history.items;
  const row = panel.getByTestId("timeline-item").first();
  await expect(row).toContainText(head.description);
  await expect(panel.getByText(second.description, { exact: true })).toHaveCount(0);
  await row.getByRole("button", { name: "1 more in this case" }).click();
  await expect(row.getByText(second.description, { exact: true })).toBeVisible();
});

test("a link leads to an entry far down and opens it; one to nothing says so", async ({ page }) => {
  const history = new History(200);
  const target = history.items[150];
  const { panel } = await openTimeline(page, history, { hash: `#cc-interaction=${encodeURIComponent(target.id)}` });
  const row = panel.getByTestId("timeline-item").filter({ hasText: target.description });
  await expect(row).toBeVisible();
  await expect(row.getByText("Turn 1", { exact: true })).toBeVisible();
  await expect(panel.getByText("More happened in between.").or(panel.locator(".sticky-day")).first()).toBeAttached();
  await page.evaluate(() => { location.hash = "#cc-interaction=nowhere"; });
  await expect(panel.getByTestId("missing-link")).toHaveText("The linked entry is not there, or no longer.");
});

test("copying a link names the entry and can be prevented", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const history = new History(30);
  const { panel } = await openTimeline(page, history);
  const row = panel.getByTestId("timeline-item").first();
  await row.locator(".opener").click();
  await row.getByRole("button", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toBe(`#cc-interaction=${encodeURIComponent(history.items[0].id)}`);
  await page.evaluate(() => navigator.clipboard.writeText("before"));
  const field = await panel.evaluate((element) => new Promise((resolve) => {
    element.addEventListener("cc-copy", (event) => {
      event.preventDefault();
      resolve(event.detail.field);
    }, { once: true });
    element.shadowRoot.querySelector("[data-do=copy]").click();
  }));
  expect(field).toBe("interactionLink");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("before");
});

test("the stream goes on where it broke off", async ({ page }) => {
  const history = new History(30);
  const { panel, service } = await openTimeline(page, history);
  await history.push(2);
  await expect(panel.getByText("Live 2")).toBeVisible();
  const streams = () => service.asked.filter(({ name }) => name === "stream");
  await expect.poll(() => streams().length, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(streams().at(-1).headers["last-event-id"]).toBe("2");
});

test("restricted entries are there without a word of what is in them, and unknown ones as they are", async ({ page }) => {
  const history = new History(12);
  Object.assign(history.items[1], { restricted: "policy" });
  delete history.items[1].description;
  Object.assign(history.items[2], { type: "hologram", channel: "carrier-pigeon", status: "escalated", department: "field-service" });
  delete history.items[2].description;
  const { panel } = await openTimeline(page, history);
  const rows = panel.getByTestId("timeline-item");
  await expect(rows.nth(1)).toContainText("There is an entry that you may not see");
  await expect(rows.nth(1).locator("button")).toHaveCount(0);
  for (const word of ["hologram", "carrier-pigeon", "escalated", "field-service"]) await expect(rows.nth(2)).toContainText(word);
  await expect(panel.getByTestId("meter")).toContainText("1 restricted");
});

test("going to a date shows it and leaves a gap that can be filled", async ({ page }) => {
  const history = new History(300);
  const { panel } = await openTimeline(page, history);
  const target = history.items[200];
  const day = target.interactionDate.startDateTime.slice(0, 10);
  await panel.getByRole("button", { name: "Filters" }).click();
  await panel.getByLabel("Go to date").fill(day);
  await expect(panel.getByText(target.description, { exact: true })).toBeVisible();
  await expect(panel.getByTestId("meter")).toContainText("not loaded");
  await panel.locator(".scroller").evaluate((it) => { it.scrollTop -= 300; });
  await panel.locator(".gap").getByRole("button").click();
  await expect(panel.getByText(history.items[20].description, { exact: true })).toBeAttached();
});

test("nothing of the timeline offends the page's policy", async ({ page }) => {
  const seen = await watch(page);
  const { panel } = await openTimeline(page, new History(100));
  await scrollTo(page, panel, 900);
  await panel.getByRole("button", { name: "Filters" }).click();
  expect(seen.reports).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("a panel without a height of its own does not grow with its history", async ({ page }) => {
  const { panel } = await openTimeline(page, new History(5_000), { supplied: true });
  const height = await panel.evaluate((element) => element.getBoundingClientRect().height);
  expect(height).toBeLessThan(2_000);
});

