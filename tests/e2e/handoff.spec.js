// This contact so far and the hand-off: gathered, edited in place, sent, kept when it cannot be sent, and the first
// thing the next agent sees, whole in the smallest panel.

import { expect, test } from "@playwright/test";
import { expectState, openHost } from "./support/host.js";
import { PENDING, answer, complete, contextFor, problem, serve } from "./support/service.js";

const CONTACT = "phone:call:CA1";
const FIELDS = ["reason", "asked", "answered", "tried", "promised", "next"];

/** Long enough for two lines and more in every field. */
const HANDOFF = {
  reason: "Router restarts several times a day, mostly in the evening when the whole family is online",
  asked: "Which lamps are on, whether a splitter is in use, and since when exactly it happens",
  answered: "Lamp turns red before each restart; no splitter; since the storm on Friday night",
  tried: "Firmware 2.4 sent on 2 Nov, power supply swapped, factory reset, another socket",
  promised: "Callback before 17:00 and a credit note for the days without service",
  next: "Check the line, then replace the router; if the line is bad, book an engineer",
};

const note = (handoff, more = {}) => ({
  id: "n1", kind: "handoff", author: "Rian M.", date: "2026-11-22T09:10:00Z", text: "", handoff, fromDepartment: "billing",
  toDepartment: "support", interactionId: CONTACT, ...more,
});

const asked = (action, key, value) => ({
  key, question: key, value, status: "answered", source: "gateway",
  history: [{ action, at: "2026-11-22T09:05:00Z", in: { interactionId: CONTACT, department: "billing" } }],
});

async function open(page, { change = (it) => it, handlers = {}, department = "billing", width = 376 } = {}) {
  const context = () => answer(change(contextFor("cus_01J9", complete)));
  const service = await serve(page, { context, ...handlers });
  const attributes = { "customer-id": "cus_01J9", "contact-id": CONTACT, department };
  const panel = await openHost(page, { width, attributes });
  await expectState(panel, "ready");
  return { panel, service, row: (field) => panel.locator(`[data-field=${field}]`) };
}

/** Order of the sections on screen. */
const order = (panel) => panel.evaluate((element) => [...element.shadowRoot.querySelectorAll("[part~=section]")]
  .map((section) => [...section.part].find((part) => part !== "section").replace("section-", "")));

test("it is gathered from what happened in this contact", async ({ page }) => {
  const { row } = await open(page, { change: (it) => {
    it.notes = [];
    it.answers = [asked("answered", "Router model", "AX-3000"), asked("asked", "Serial number", undefined), asked("declined", "Occupation", undefined)];
    return it;
  } });
  await expect(row("reason")).toContainText("Router restarts several times a day");
  await expect(row("answered")).toContainText("Router model AX-3000");
  await expect(row("answered")).toContainText("Occupation declined to say");
  await expect(row("asked")).toContainText("Serial number");
  await expect(row("promised")).toContainText("Callback before 17:00");
  await expect(row("tried")).toContainText("–");
});

test("the next agent sees it first, with author, department and age", async ({ page }) => {
  const { panel } = await open(page, { department: "support" });
  expect((await order(panel)).slice(0, 2)).toEqual(["passport", "contact"]);
  await expect(panel.getByRole("heading", { name: "Hand-off" })).toBeVisible();
  await expect(panel.getByText("Rian M., Billing · 4 minutes ago")).toBeVisible();
});

test("it stays in its place for whoever wrote it, and where the host has an order of its own", async ({ page }) => {
  const { panel } = await open(page, { department: "billing" });
  expect((await order(panel)).indexOf("contact")).toBeGreaterThan(2);
  await panel.evaluate((element) => Object.assign(element, { department: "support", sections: "ledger contact" }));
  await expect.poll(() => order(panel)).toEqual(["ledger", "contact"]);
});

for (const dir of ["ltr", "rtl"]) {
  test(`all six rows are on screen at 320 x 480, below header and passport, ${dir}`, async ({ page }) => {
    const { panel, row } = await open(page, { department: "support", change: (it) => ({ ...it, notes: [note(HANDOFF)], commitments: [] }) });
    await page.setViewportSize({ width: 320, height: 480 });
    await page.evaluate((dir) => {
      document.documentElement.dir = dir;
      document.body.style.setProperty("margin", "0");
      document.querySelector("h1").hidden = true;
    }, dir);
    await expect(panel.locator("[part~=header]")).toBeInViewport({ ratio: 1 });
    await expect(panel.locator("[part~=passport]")).toBeInViewport({ ratio: 1 });
    for (const field of FIELDS) {
      const box = await row(field).boundingBox();
      expect(box.height, field).toBeGreaterThan(20);
      expect(box.x >= 0 && box.x + box.width <= 320, `${field} is not wider than the window`).toBe(true);
      expect(box.y >= 0 && box.y + box.height <= 480, `${field} ends at ${box.y + box.height}`).toBe(true);
    }
    expect(await page.evaluate(() => document.scrollingElement.scrollTop)).toBe(0);
  });
}

test("a long field opens and closes by keyboard", async ({ page }) => {
  const { row } = await open(page, { department: "support", width: 300, change: (it) => ({ ...it, notes: [note(HANDOFF)], commitments: [] }) });
  const summary = row("tried").locator("summary");
  const closed = (await summary.boundingBox()).height;
  await summary.press("Enter");
  await expect.poll(async () => (await summary.boundingBox()).height).toBeGreaterThan(closed);
});

test("a hand-off is edited in place, sent once with all six, and the host hears where to transfer", async ({ page }) => {
  const written = [];
  const { panel, row } = await open(page, { change: (it) => ({ ...it, notes: [] }), handlers: {
    notes: ({ body, headers }) => {
      written.push({ ...JSON.parse(body), key: headers["idempotency-key"] });
      return answer(note(JSON.parse(body).handoff, { id: "n9", fromDepartment: "billing" }), 201);
    },
  } });
  await page.evaluate(() => {
    globalThis.heard = [];
    document.addEventListener("cc-handoff", ({ detail }) => globalThis.heard.push(detail));
  });
  await panel.getByRole("button", { name: "Edit: Tried" }).press("Enter");
  await expect(panel.getByRole("textbox", { name: "Tried" })).toBeFocused();
  await page.keyboard.type("Power supply swapped");
  await page.keyboard.press("Control+Enter");
  await expect(row("tried")).toContainText("Power supply swapped");
  await panel.getByRole("button", { name: "Edit: Next" }).press("Enter");
  await page.keyboard.type("Check the line");
  await panel.getByRole("combobox", { name: "Hand over to" }).selectOption("sales");
  await panel.getByRole("button", { name: "Hand over" }).press("Enter");
  await expect.poll(() => page.evaluate(() => globalThis.heard)).toEqual([{ customerId: "cus_01J9", noteId: "n9", toDepartment: "sales" }]);
  expect(written).toHaveLength(1);
  expect(written[0].key).toBeTruthy();
  expect(written[0]).toMatchObject({ kind: "handoff", toDepartment: "sales", interactionId: CONTACT, handoff: {
    reason: "Router restarts several times a day", tried: "Power supply swapped", promised: "Callback before 17:00", next: "Check the line" } });
});

test("answers travel by name: their values are the next agent's own to see", async ({ page }) => {
  const written = [];
  const { panel } = await open(page, {
    change: (it) => ({ ...it, notes: [], answers: [asked("answered", "Credit limit", "5000")] }),
    handlers: { notes: ({ body }) => { written.push(body); return answer(note({}), 201); } },
  });
  await panel.getByRole("button", { name: "Hand over" }).click();
  await expect.poll(() => written.length).toBe(1);
  expect(JSON.parse(written[0]).handoff.answered).toBe("Credit limit");
  expect(written[0]).not.toContain("5000");
});

test("a contact of the gateway's own is transferred there after its hand-off is saved", async ({ page }) => {
  const steps = [];
  const { panel } = await open(page, {
    change: (it) => {
      it.interactions.items[0].source = "gateway";
      return { ...it, notes: [] };
    },
    handlers: {
      notes: () => { steps.push("note"); return answer(note({ next: "x" }), 201); },
      [CONTACT]: ({ method, body }) => { steps.push(`${method} ${body}`); return answer(contextFor("cus_01J9").interactions.items[0]); },
      [encodeURIComponent(CONTACT)]: ({ method, body }) => { steps.push(`${method} ${body}`); return answer(contextFor("cus_01J9").interactions.items[0]); },
    },
  });
  await panel.getByRole("combobox", { name: "Hand over to" }).selectOption("store");
  await panel.getByRole("button", { name: "Hand over" }).click();
  await expect.poll(() => steps).toEqual(["note", 'PATCH {"department":"store"}']);
});

test("what cannot be sent stays written, and is offered again", async ({ page }) => {
  let given = problem(403, "forbidden");
  const { panel, row } = await open(page, { change: (it) => ({ ...it, notes: [] }), handlers: { notes: () => given } });
  await panel.getByRole("button", { name: "Edit: Next" }).click();
  await page.keyboard.type("Check the line");
  await panel.getByRole("button", { name: "Hand over" }).click();
  await expect(panel.getByText("Not saved", { exact: true }).first()).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Next" })).toHaveValue("Check the line");
  given = answer(note({ next: "Check the line" }), 201);
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByRole("combobox", { name: "Hand over to" })).toBeVisible();
  await expect(row("next")).toContainText("Check the line");
});

test("what is written outlives a switch, and belongs to its contact", async ({ page }) => {
  const { panel, row } = await open(page, { change: (it) => ({ ...it, notes: [] }), handlers: { notes: () => PENDING } });
  await panel.getByRole("button", { name: "Edit: Tried" }).click();
  await page.keyboard.type("Other socket");
  await panel.evaluate((element) => { element.contactId = "phone:call:CA2"; });
  await expect(row("tried")).toContainText("–");
  await panel.evaluate((element) => { element.customerId = null; });
  await expectState(panel, "empty");
  await panel.evaluate((element) => Object.assign(element, { customerId: "cus_01J9", contactId: "phone:call:CA1" }));
  await expectState(panel, "ready");
  await expect(panel.getByRole("textbox", { name: "Tried" })).toHaveValue("Other socket");
});
