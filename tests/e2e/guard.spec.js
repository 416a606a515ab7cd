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

test("the console shows it above the message that is being written", async ({ page }) => {
  await page.goto("/index.html");
  await page.getByRole("button", { name: "Accept" }).or(page.locator("#queue button, [role=listitem] button").first()).first().click();
  const accept = page.getByRole("button", { name: "Accept" });
  if (await accept.isVisible()) await accept.click();
  const draft = page.getByRole("textbox", { name: "Your message" });
  await expect(draft).toBeEnabled();
  const known = page.getByRole("list", { name: "Already answered" });
  await expect(async () => {
    await draft.fill("");
    await draft.pressSequentially("What is your account number?");
    await expect(known.getByRole("listitem")).toContainText("Account", { timeout: 1_000 });
  }).toPass();
  await draft.fill("Thank you.");
  await expect(known).toBeHidden();
});
