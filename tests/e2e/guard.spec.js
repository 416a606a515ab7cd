// The guard against repeated questions: it speaks up when a text asks what is known, and is silent otherwise.

import { expect, test } from "@playwright/test";
import { ANY_TOKEN, openHost } from "./support/host.js";
import { CUSTOMER, heard, openRecording, row } from "./support/recording.js";
import { answer, complete, contextFor, fixture, serve } from "./support/service.js";

const ROUTER = "Good morning! Could you tell me which router you have?";
const check = (panel, text) => panel.evaluate((element, text) => element.checkText(text), text);

test("says what is known, where from and since when, once to the host", async ({ page }) => {
  const { panel, service } = await openRecording(page, {}, { properties: { department: "support" } });
  await expect.poll(() => check(panel, ROUTER)).toHaveLength(1);
  const [found] = await check(panel, ROUTER);
  expect(found).toEqual({ key: "router.model", state: "answered", label: "Router model", known: true, value: "AX-3000", sentence: "AX-3000 · Support · 19 days ago" });
  expect(await heard(panel, "cc-repeat-question")).toEqual([{ name: "cc-repeat-question", customerId: CUSTOMER, key: "router.model", state: "answered" }]);
  await expect(row(panel, "router.model")).toHaveClass(/flagged/);
  await expect(panel.getByRole("status")).toHaveText("Already answered: Router model");
  expect(service.asked.every((request) => !request.url.includes("router") && !request.body?.includes("router")), "the text stays in the page").toBe(true);
  await check(panel, "Good morning!");
  await expect(row(panel, "router.model")).not.toHaveClass(/flagged/);
  await panel.evaluate((element) => (element.contactId = "phone:call:CA9"));
  await check(panel, ROUTER);
  await expect.poll(() => heard(panel, "cc-repeat-question"), { message: "another contact, another time" }).toHaveLength(2);
});

test("gives a sentence to confirm what is old, and nothing to hide what is missing", async ({ page }) => {
  const { panel } = await openRecording(page);
  await expect.poll(() => check(panel, ROUTER)).toHaveLength(1);
  const [address] = await check(panel, "What is your address?");
  expect(address).toMatchObject({ state: "stale", known: false, value: "•••• 4AP", sentence: "For “Address” I have •••• 4AP. Is that still right?" });
  const [serial] = await check(panel, "What is the serial number?");
  expect(serial).toMatchObject({ state: "missing", known: false, value: null });
  expect(await heard(panel, "cc-repeat-question")).toHaveLength(1);
});

test("is silent about statements", async ({ page }) => {
  const { panel } = await openRecording(page);
  await expect.poll(() => check(panel, ROUTER)).toHaveLength(1);
  for (const text of ["", "I see which router you have here.", "The router was sent to your address.", "Thank you!"]) {
    expect(await check(panel, text), text).toEqual([]);
  }
});

test("may be asked before the module and the customer are there", async ({ page }) => {
  await serve(page, { context: ({ customerId }) => answer(contextFor(customerId, complete)), questions: () => answer(fixture("questions")) });
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER, loading: "lazy" }, token: ANY_TOKEN });
  const found = await panel.evaluate(async (element, text) => {
    const early = element.checkText(text);
    return Array.isArray(await early);
  }, ROUTER);
  expect(found).toBe(true);
});

/** Puts a field into the page, as a console that is drawn later would, and types into it. */
async function addField(page, id = "draft", tag = "textarea") {
  await page.evaluate(({ id, tag }) => {
    const field = Object.assign(document.createElement(tag), { id });
    if (tag === "div") field.contentEditable = "true";
    document.getElementById(id)?.remove();
    document.querySelector("main").append(field);
  }, { id, tag });
  return page.locator(`#${id}`);
}

const hint = (panel) => panel.locator("[part~=hint]");
const KNOWN = /Already answered: Router model.*AX-3000 · Support · 19 days ago/;

test("a panel that is pointed at the draft hints by itself, whenever the field comes and whatever it is", async ({ page }) => {
  const { panel, service } = await openRecording(page, {}, { properties: { department: "support", draft: "draft" } });
  for (const tag of ["textarea", "input", "div"]) {
    const field = await addField(page, "draft", tag);
    await field.pressSequentially(ROUTER);
    await expect(hint(panel), tag).toContainText(KNOWN);
    await expect(row(panel, "router.model")).toHaveClass(/flagged/);
    await page.evaluate(() => document.getElementById("draft").remove());
    await expect(hint(panel), "the field is gone, and its text with it").toHaveCount(0);
  }
  expect(await heard(panel, "cc-repeat-question")).toEqual([{ name: "cc-repeat-question", customerId: CUSTOMER, key: "router.model", state: "answered" }]);
  expect(service.asked.every((request) => !request.url.includes("router") && !request.body?.includes("router you have")), "the text stays in the page").toBe(true);
});

test("the hint is there within a frame, and gone when the draft is sent, changed or emptied by a script", async ({ page }) => {
  const { panel } = await openRecording(page, {}, { properties: { department: "support", draft: "draft" } });
  const field = await addField(page);
  await field.fill(ROUTER);
  await expect(hint(panel)).toContainText(KNOWN);
  await field.fill("I see that you have the AX-3000.");
  await expect(hint(panel)).toHaveCount(0);
  const shown = await page.evaluate((text) => new Promise((resolve) => {
    const panel = document.querySelector("customer-context");
    const field = document.getElementById("draft");
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // The look is asked for first, so that this is the end of the same frame.
    requestAnimationFrame(() => setTimeout(() => resolve(panel.shadowRoot.querySelector("[part~=hint]") !== null)));
  }), ROUTER);
  expect(shown, "one frame after the key").toBe(true);
  await field.evaluate((element) => (element.value = ""));
  await expect(hint(panel), "nobody tells of it, and it is seen").toHaveCount(0);
});

test("half a word of an input method is not checked", async ({ page }) => {
  const { panel } = await openRecording(page, {}, { properties: { department: "support", draft: "draft" } });
  const field = await addField(page);
  const frames = (event) => field.evaluate(async (element, { event, text }) => {
    element.value = text;
    element.dispatchEvent(new CompositionEvent(event, { bubbles: true }));
    element.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: event === "compositionstart" }));
    // Longer than the panel waits before it looks by itself.
    await new Promise((done) => setTimeout(done, 700));
    return document.querySelector("customer-context").shadowRoot.querySelector("[part~=hint]") !== null;
  }, { event, text: ROUTER });
  await expect.poll(() => check(panel, ROUTER)).toHaveLength(1);
  await check(panel, "");
  expect(await frames("compositionstart")).toBe(false);
  expect(await frames("compositionend")).toBe(true);
});

test("a field in the slot is followed as well", async ({ page }) => {
  const { panel } = await openRecording(page, {}, { properties: { department: "support" } });
  await panel.evaluate((element) => {
    const label = Object.assign(document.createElement("label"), { slot: "draft", textContent: "Reply " });
    label.append(document.createElement("textarea"));
    element.append(label);
  });
  const field = page.getByRole("textbox", { name: "Reply" });
  await expect(field).toBeVisible();
  await field.fill(ROUTER);
  await expect(hint(panel)).toContainText(KNOWN);
  await panel.evaluate((element) => element.querySelector("label").remove());
  await expect(hint(panel)).toHaveCount(0);
});

test("a draft that was there before the customer is looked at when somebody is on screen", async ({ page }) => {
  const { panel } = await openRecording(page, {}, { properties: { department: "support", draft: "draft" } });
  await (await addField(page)).fill(ROUTER);
  await expect(hint(panel)).toContainText(KNOWN);
  await panel.evaluate((element) => (element.customerId = null));
  await expect(hint(panel)).toHaveCount(0);
  await panel.evaluate((element, id) => (element.customerId = id), CUSTOMER);
  await expect(hint(panel)).toContainText(KNOWN);
});

test("removal, re-parenting and another attribute leave no listener behind", async ({ page }) => {
  const { panel } = await openRecording(page);
  const session = await page.context().newCDPSession(page);
  const listeners = async (expression) => {
    const { result } = await session.send("Runtime.evaluate", { expression });
    const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId });
    return listeners.map(({ type }) => type).sort();
  };
  const before = await listeners("document");
  await panel.evaluate((element) => (element.draft = "draft"));
  const during = await listeners("document");
  expect(during.length, "it listens where the field may be").toBeGreaterThan(before.length);
  await panel.evaluate((element) => (element.draft = "another"));
  expect(await listeners("document"), "not twice").toEqual(during);
  await page.evaluate(() => {
    const host = Object.assign(document.createElement("div"), { id: "elsewhere" });
    document.querySelector("main").append(host);
    host.attachShadow({ mode: "open" }).append(document.querySelector("customer-context"));
  });
  expect(await listeners("document"), "the field of another root is none of its own").toEqual(before);
  expect(await listeners("document.getElementById('elsewhere').shadowRoot")).toContain("input");
  await page.evaluate(() => {
    globalThis.moved = document.getElementById("elsewhere").shadowRoot.querySelector("customer-context");
    moved.draft = null;
  });
  expect(await listeners("document.getElementById('elsewhere').shadowRoot")).toEqual([]);
  await page.evaluate(() => {
    document.querySelector("main").append(moved);
    moved.draft = "draft";
  });
  expect(await listeners("document")).toEqual(during);
  await page.evaluate(() => moved.remove());
  await expect.poll(() => listeners("document"), { message: "nor of the panel itself" }).toEqual([]);
});

test("the console's panel follows the message that is being written", async ({ page }) => {
  await page.goto("/index.html");
  await page.getByRole("button", { name: "Accept" }).or(page.locator("#queue button, [role=listitem] button").first()).first().click();
  const accept = page.getByRole("button", { name: "Accept" });
  if (await accept.isVisible()) await accept.click();
  const draft = page.getByRole("textbox", { name: "Your message" });
  await expect(draft).toBeEnabled();
  const known = hint(page.locator("#customer-panel"));
  await expect(async () => {
    await draft.fill("");
    await draft.pressSequentially("What is your account number?");
    await expect(known).toContainText("Already answered: Account", { timeout: 1_000 });
  }).toPass();
  await draft.fill("Thank you.");
  await expect(known).toBeHidden();
});
