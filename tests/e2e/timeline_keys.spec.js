// The timeline by keyboard and by ear: the ARIA feed pattern, the shortcut to the search, what is announced.

import { expect, test } from "@playwright/test";
import { History, openTimeline } from "./support/timeline.js";

/** What a screen reader is told of the row that has the focus. */
function focusedRow(panel) {
  return panel.evaluate((element) => {
    const row = element.shadowRoot.activeElement;
    return row?.localName === "article"
      ? { position: row.ariaPosInSet, size: row.ariaSetSize, name: element.shadowRoot.getElementById(row.getAttribute("aria-labelledby"))?.textContent }
      : null;
  });
}

test("keys lead from row to row, the list follows, and older pages are fetched on the way", async ({ page }) => {
  const history = new History(60);
  const { panel } = await openTimeline(page, history);
  await panel.getByTestId("timeline-item").first().focus();
  for (let n = 0; n < 30; n += 1) {
    await expect.poll(async () => (await focusedRow(panel))?.name).toBe(history.items[n].description);
    const inView = await panel.evaluate((element) => {
      const [row, list] = [element.shadowRoot.activeElement, element.shadowRoot.querySelector(".scroller")].map((it) => it.getBoundingClientRect());
      return row.top >= list.top - 1 && row.bottom <= list.bottom + 1;
    });
    expect(inView, `row ${n} is on the screen`).toBe(true);
    await page.keyboard.press("PageDown");
  }
  await page.keyboard.press("PageUp");
  await expect.poll(async () => (await focusedRow(panel))?.position).toBe("30");
});

test("positions are told, and the size once it is known", async ({ page }) => {
  const { panel } = await openTimeline(page, new History(60));
  const row = panel.getByTestId("timeline-item").first();
  await expect(row).toHaveAttribute("aria-posinset", "1");
  await expect(row).toHaveAttribute("aria-setsize", "-1");
  const small = await openTimeline(page, new History(12));
  await expect(small.panel.getByTestId("timeline-item").first()).toHaveAttribute("aria-setsize", "12");
  await expect(small.panel.getByRole("feed")).toHaveAttribute("aria-busy", "false");
});

test("Tab reaches one row, and what is in it only from there", async ({ page }) => {
  const { panel } = await openTimeline(page, new History(60));
  const stops = () => panel.getByRole("feed").evaluate((feed) =>
    [feed, ...feed.querySelectorAll("*")].filter((node) => node.tabIndex >= 0).map((node) => node.localName));
  expect(await stops()).toEqual(["article"]);
  await panel.getByTestId("timeline-item").first().focus();
  await expect.poll(stops).toEqual(["article", "button"]);
  await page.keyboard.press("Tab");
  expect(await panel.evaluate((element) => element.shadowRoot.activeElement.className)).toBe("opener");
  await page.keyboard.press("Tab");
  const more = panel.getByRole("button", { name: "Load more" });
  await expect(more).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await focusedRow(panel))?.name, { message: "the button is gone, what it brought has the focus" }).toBe("Entry number 20");
});

test("Ctrl and Home or End leave the list, Enter opens a row", async ({ page }) => {
  const { panel } = await openTimeline(page, new History(60));
  const row = panel.getByTestId("timeline-item").first();
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(row.getByText("Turn 1", { exact: true })).toBeVisible();
  const active = () => panel.evaluate((element) => element.shadowRoot.activeElement.textContent.trim());
  await page.keyboard.press("Control+End");
  await expect.poll(active).toBe("Load more");
  await row.focus();
  await page.keyboard.press("Control+Home");
  await expect.poll(active).toBe("Filters");
});

test("a slash anywhere in the panel goes to the search, and is a letter there", async ({ page }) => {
  const { panel } = await openTimeline(page, new History(60));
  await panel.getByTestId("timeline-item").first().focus();
  await page.keyboard.press("/");
  const search = panel.getByRole("searchbox");
  await expect(search).toBeFocused();
  await expect(search).toHaveValue("");
  await page.keyboard.press("/");
  await expect(search).toHaveValue("/");
});

test("live changes are announced politely, at most once in two seconds", async ({ page }) => {
  const history = new History(60);
  const { panel } = await openTimeline(page, history);
  await panel.evaluate((element) => {
    globalThis.spoken = [];
    const region = element.shadowRoot.querySelector("[role=status]");
    new MutationObserver(() => {
      if (region.textContent) globalThis.spoken.push({ text: region.textContent, at: performance.now() });
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  for (let n = 0; n < 20; n += 1) {
    await history.push(1);
    await page.waitForTimeout(150);
  }
  await expect.poll(() => page.evaluate(() => globalThis.spoken.map(({ text }) => text).join(" ")), { timeout: 20_000 }).toMatch(/new entr/);
  await expect(panel.locator(".section-timeline .facts")).toContainText("of 80", { timeout: 30_000 });
  const spoken = await page.evaluate(() => globalThis.spoken);
  const gaps = spoken.slice(1).map(({ at }, n) => at - spoken[n].at);
  expect(gaps.filter((gap) => gap < 1_990)).toEqual([]);
});
