// The panel by keyboard and by ear: everything can be reached, the focus can be seen, a switch is announced.

import { expect, test } from "@playwright/test";
import { expectState, openHost } from "./support/host.js";
import { answer, complete, contextFor, serve } from "./support/service.js";

async function openReady(page, handlers) {
  await serve(page, handlers);
  const panel = await openHost(page, { width: 376 });
  await panel.evaluate((element) => { element.customerId = "cus_01J9"; });
  await expectState(panel, "ready");
  return panel;
}

/** Runs in the page: the element that has the focus, through open shadow roots, with how its focus shows. */
function focused() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (!node || node === document.body) return null;
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  return {
    key: node.dataset.tabStop, name: `${node.localName} ${node.textContent.trim().slice(0, 40)}`,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    onScreen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}

/** Runs in the page: numbers everything in the panel that can be used, and returns the numbers that Tab must reach. */
function numberControls(element) {
  const controls = element.shadowRoot.querySelectorAll("a[href], button:not([disabled]), input, select, textarea, summary, [tabindex]");
  const wanted = [];
  let number = 0;
  for (const control of controls) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    control.dataset.tabStop = String((number += 1));
    if (control.tabIndex >= 0) wanted.push({ key: control.dataset.tabStop, name: `${control.localName} ${control.textContent.trim().slice(0, 40)}` });
  }
  return wanted;
}

async function tabThrough(page, steps) {
  const stops = [];
  await page.evaluate(() => document.activeElement?.blur());
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(focused);
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}

test("Tab reaches every control, and the focus can be seen on each", async ({ page }) => {
  const panel = await openReady(page);
  const wanted = await panel.evaluate(numberControls);
  expect(wanted.length, "there are controls").toBeGreaterThan(4);
  const stops = await tabThrough(page, wanted.length + 10);
  const reached = new Set(stops.map(({ key }) => key));
  expect(wanted.filter(({ key }) => !reached.has(key)).map(({ name }) => name)).toEqual([]);
  expect(stops.filter(({ outlined }) => !outlined).map(({ name }) => name), "controls without a visible focus").toEqual([]);
  expect(stops.filter(({ onScreen }) => !onScreen).map(({ name }) => name), "controls that stay out of view").toEqual([]);
});

test("the whole timeline is one tab stop, however many rows and links it has", async ({ page }) => {
  const panel = await openReady(page);
  const rows = await panel.getByTestId("timeline-item").evaluateAll((items) => items.map((item) => ({
    stops: [item, ...item.querySelectorAll("*")].filter((node) => node.tabIndex >= 0).length,
    usable: item.querySelectorAll("a[href], button").length,
  })));
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.reduce((sum, { stops }) => sum + stops, 0)).toBe(1);
  expect(rows.reduce((sum, { usable }) => sum + usable, 0)).toBeGreaterThan(1);
});

test("searching works by keyboard alone", async ({ page }) => {
  const service = { queries: [] };
  const panel = await openReady(page, {
    interactions: ({ query }) => {
      service.queries.push(query.toString());
      const { interactions } = contextFor("cus_01J9", complete);
      return answer({ ...interactions, items: interactions.items.slice(0, 1) });
    },
  });
  const search = panel.getByRole("searchbox");
  await search.focus();
  await page.keyboard.type("router");
  await expect.poll(() => service.queries.some((query) => query.includes("q=router"))).toBe(true);
  await expect(search).toBeFocused();
});

test("keys typed into the search do not reach the console's shortcuts", async ({ page }) => {
  const panel = await openReady(page);
  await page.evaluate(() => {
    globalThis.shortcuts = [];
    document.addEventListener("keydown", (event) => globalThis.shortcuts.push(event.key));
  });
  await panel.getByRole("searchbox").focus();
  await page.keyboard.type("kx");
  expect(await page.evaluate(() => globalThis.shortcuts)).toEqual([]);
});

test("the customer on screen is announced, politely and once", async ({ page }) => {
  const named = (customerId) => contextFor(customerId, (context) => {
    context.profile.name = { full: customerId === "cus_01J9" ? "Maren Oakfield" : "Ottilie Brandvold" };
    return complete(context);
  });
  const panel = await openReady(page, { context: ({ customerId }) => answer(named(customerId)) });
  const spoken = () => panel.evaluate((element) => {
    const regions = [...element.shadowRoot.querySelectorAll("[role=status], [aria-live=polite]")];
    return { texts: regions.map((region) => region.textContent.trim()).filter(Boolean), loud: element.shadowRoot.querySelectorAll("[aria-live=assertive], [role=alert]").length };
  });
  await expect.poll(async () => (await spoken()).texts.join()).toContain("Maren Oakfield");
  await panel.evaluate((element) => { element.customerId = "cus_other"; });
  await expect.poll(async () => (await spoken()).texts.join()).toContain("Ottilie Brandvold");
  const { texts, loud } = await spoken();
  expect(texts.join().match(/Ottilie Brandvold/g)).toHaveLength(1);
  expect(texts.join()).not.toContain("Maren Oakfield");
  expect(loud).toBe(0);
});

test("the focus stays in the search while the panel updates", async ({ page }) => {
  const panel = await openReady(page);
  const search = panel.getByRole("searchbox");
  await search.focus();
  await panel.evaluate((element) => element.refresh());
  await expect(search).toBeFocused();
});
