// The panel as the host arranges it: order and choice of sections, sections of its own, slots, and actions on rows.

import { expect, test } from "@playwright/test";
import { expectState, openHost, speakArabic, watch } from "./support/host.js";
import { UNREACHABLE, problem, serve } from "./support/service.js";

const CUSTOMER = "cus_01J9";

const OWN = `<div slot="own-orders" id="orders">Two open orders</div>`;

/** A panel with a customer; what stands between its tags goes into its slots. */
async function open(page, { sections, inside = "", ...rest } = {}) {
  const attributes = { "customer-id": CUSTOMER, ...(sections && { sections }) };
  const panel = await openHost(page, { attributes, placeholder: inside, ...rest });
  await expectState(panel, "ready");
  return panel;
}

/** Names of the sections on screen, from the top. */
function order(panel) {
  return panel.evaluate((element) => [...element.shadowRoot.querySelectorAll("[part~=section]")]
    .map((section) => [...section.part].find((part) => part.startsWith("section-")).replace("section-", "")));
}

/** Every action that the panel reports, as it comes. */
async function actionsOf(panel) {
  await panel.evaluate((element) => {
    globalThis.actions = [];
    element.addEventListener("cc-action", (event) => globalThis.actions.push(event.detail));
  });
  return () => panel.page().evaluate(() => globalThis.actions);
}

test("sections are left out and moved by the attribute, at any time", async ({ page }) => {
  await serve(page);
  const panel = await open(page, { sections: "timeline ledger" });
  expect(await order(panel)).toEqual(["timeline", "ledger"]);
  await panel.evaluate((element) => {
    element.sections = "sources ledger";
    return element.updateComplete;
  });
  expect(await order(panel)).toEqual(["sources", "ledger"]);
});

test("a section of the host's stands among the panel's, with its heading, and closes like them", async ({ page }) => {
  const seen = await watch(page);
  await serve(page);
  const panel = await open(page, { sections: "ledger own-orders timeline", inside: OWN });
  expect(await order(panel)).toEqual(["ledger", "own-orders", "timeline"]);
  const heading = panel.getByRole("button", { name: "Orders", exact: true });
  await expect(heading).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("#orders")).toBeVisible();
  const place = await panel.evaluate((element) => {
    const section = element.shadowRoot.querySelector("[part~=section-own-orders]").getBoundingClientRect();
    const own = document.getElementById("orders").getBoundingClientRect();
    return own.top >= section.top && own.bottom <= section.bottom;
  });
  expect(place, "the content is inside its section").toBe(true);
  await heading.press("Enter");
  await expect(page.locator("#orders")).toBeHidden();
  expect(await panel.evaluate((element) => element.expand("own-orders"))).toBe(true);
  await expect(page.locator("#orders")).toBeVisible();
  expect(await panel.evaluate((element) => element.collapse("own-orders"))).toBe(true);
  await expect(page.locator("#orders")).toBeHidden();
  expect(seen).toMatchObject({ errors: [], reports: [], failed: [] });
});

test("the heading is the host's: by a label, by a slot, in its language", async ({ page }) => {
  await serve(page);
  const panel = await open(page, { sections: "own-orders", inside: OWN });
  await panel.evaluate((element) => { element.labels = { "section.own-orders": "Open orders" }; });
  await expect(panel.getByRole("heading", { name: "Open orders" })).toBeVisible();
  await panel.evaluate((element) => element.append(Object.assign(document.createElement("b"), { slot: "own-orders-heading", textContent: "Orders (2)" })));
  await expect(panel.getByRole("button", { name: "Orders (2)" })).toBeVisible();
});

test("what stands in a section of the host's outlives a switch of customers", async ({ page }) => {
  await serve(page);
  const panel = await open(page, { sections: "own-orders ledger", inside: `<div slot="own-orders"><input id="note"></div>` });
  await page.locator("#note").fill("typed by the agent");
  await panel.evaluate((element) => { element.customerId = "cus_other"; });
  await expectState(panel, "ready");
  await expect(page.locator("#note")).toHaveValue("typed by the agent");
});

test("an interaction that is open offers the host's actions, which say ids and nothing else", async ({ page }) => {
  const seen = await watch(page);
  await serve(page, { interactions: () => problem(404, "not-found") });
  const panel = await open(page, { sections: "timeline ledger" });
  const actions = await actionsOf(panel);
  await panel.evaluate((element) => {
    element.rowActions = [
      { id: "open-ticket", label: "Open ticket", for: "interaction", icon: "outward" },
      { id: "ask-again", label: "Send a form", for: "question" },
    ];
  });
  const row = panel.locator("[part~=timeline-item]").filter({ hasText: "Order 30001" });
  await expect(panel.locator("[part~=row-action]")).toHaveCount(0);
  await row.getByRole("button", { name: /Order 30001/ }).click();
  await expect(row.locator("[part~=row-action]")).toHaveText(["Open ticket"]);
  await row.getByRole("button", { name: "Open ticket" }).click();
  expect(await actions()).toEqual([{ customerId: CUSTOMER, action: "open-ticket", id: "till:order:30001" }]);
  expect(seen.dialogs).toEqual([]);
});

test("a question that is open offers the host's actions, by its key", async ({ page }) => {
  await serve(page);
  const panel = await open(page, { sections: "ledger" });
  const actions = await actionsOf(panel);
  await panel.evaluate((element) => { element.rowActions = [{ id: "form", label: "Send a form", for: "question" }]; });
  const row = panel.locator('[data-record="answer:router.model"]');
  await row.locator(".row-toggle").press("Enter");
  await row.getByRole("button", { name: "Send a form" }).press("Enter");
  expect(await actions()).toEqual([{ customerId: CUSTOMER, action: "form", id: "router.model" }]);
  await panel.evaluate((element) => { element.labels = { "action.form": "Send the form" }; });
  await expect(row.getByRole("button", { name: "Send the form" })).toBeVisible();
  await panel.evaluate((element) => { element.rowActions = []; });
  await expect(row.locator("[part~=row-action]")).toHaveCount(0);
});

test("labels of actions are text, whatever they hold", async ({ page }) => {
  const seen = await watch(page);
  await serve(page);
  const panel = await open(page, { sections: "ledger" });
  await panel.evaluate((element) => { element.rowActions = [{ id: "x", label: "<img src=x onerror=alert(1)>", for: "question" }]; });
  await panel.locator('[data-record="answer:router.model"] .row-toggle').press("Enter");
  await expect(panel.locator("[part~=row-action]")).toHaveText(["<img src=x onerror=alert(1)>"]);
  expect(seen.dialogs).toEqual([]);
});

test("head, empty state and failure can be the host's", async ({ page }) => {
  const inside = `<h2 slot="header" id="head">Our head</h2><p slot="empty" id="nobody">Take a contact</p><p slot="error" id="failed">Call the help desk</p>
    <p slot="before" id="before">Before</p><p slot="after" id="after">After</p><p slot="footer" id="footer">Footer</p><p slot="actions" id="actions">Actions</p>`;
  const service = await serve(page);
  const panel = await open(page, { inside });
  for (const id of ["head", "before", "after", "footer", "actions"]) await expect(page.locator(`#${id}`)).toBeVisible();
  await expect(panel.locator("[part~=title]")).toBeHidden();
  await expect(page.locator("#nobody")).toBeHidden();
  await panel.evaluate((element) => { element.customerId = null; });
  await expect(page.locator("#nobody")).toBeVisible();
  await expect(page.locator("#head")).toBeHidden();
  service.replace({ context: () => UNREACHABLE });
  await panel.evaluate((element) => { element.customerId = "cus_unreachable"; });
  await expect(page.locator("#failed")).toBeVisible();
});

test("sections of the host's keep their place in Arabic, from the right", async ({ page }) => {
  await serve(page);
  const panel = await open(page, { sections: "own-orders ledger", inside: OWN });
  await speakArabic(page, panel);
  expect(await order(panel)).toEqual(["own-orders", "ledger"]);
  const [heading, edge] = await panel.evaluate((element) => {
    const title = element.shadowRoot.querySelector("[part~=section-own-orders] .toggle").getBoundingClientRect();
    return [title.right, element.getBoundingClientRect().right];
  });
  expect(edge - heading).toBeLessThan(40);
});
