// The verification passport: what it says of each check, how it counts down and lapses, and a check recorded from the
// panel. Against a service in the gateway's place, so that the clock can be set.

import { expect, test } from "@playwright/test";
import { expectState, openHost } from "./support/host.js";
import { UNREACHABLE, answer, complete, contextFor, problem, serve } from "./support/service.js";

/** The service's clock in these tests, as an HTTP date and as the contract writes it. */
const NOW = "Sun, 22 Nov 2026 09:14:30 GMT";

const minute = (at) => `2026-11-22T${at}Z`;

/** A check that billing made, in force from 09:02 to 09:32 and good for support. */
function check(change = {}) {
  return {
    id: "vrf_1", kind: "authentication", status: "verified", amr: ["kba", "otp"], source: "gateway", performedBy: "Rian M.",
    validFor: { startDateTime: minute("09:02:00"), endDateTime: minute("09:32:00") },
    performedIn: { department: "billing", channel: "voice" }, reusableFor: ["support"], ...change,
  };
}

/** A panel for support, with these checks, at the moment `NOW` or another one. */
async function open(page, verifications, { now = NOW, handlers = {} } = {}) {
  const context = () => contextFor("cus_01J9", (it) => complete({ ...it, verifications }));
  const service = await serve(page, { context: () => answer(context(), 200, { date: now }), ...handlers });
  const attributes = { "customer-id": "cus_01J9", "contact-id": "phone:call:CA1", department: "support" };
  const panel = await openHost(page, { width: 376, attributes });
  await expectState(panel, "ready");
  return { panel, service, passport: panel.locator("[part~=passport]") };
}

const spoken = (panel) => panel.evaluate((element) =>
  [...element.shadowRoot.querySelectorAll("[role=status]")].map((region) => region.textContent).join());

for (const [name, change, said] of [
  ["a check of another department that counts here", {}, ["Identity verified", "Checked in Billing, valid here", "Rian M.", "security questions, one-time code", "17 min left"]],
  ["one of the own department", { performedIn: { department: "support", channel: "voice" } }, ["Rian M., Support"]],
  ["one that the phone menu made", { performedBy: undefined }, ["phone menu"]],
  ["one that the portal made", { performedBy: undefined, performedIn: { department: "web", channel: "web" } }, ["customer portal"]],
  ["one that does not count here", { reusableFor: ["sales"] }, ["Verified elsewhere, not valid here", "Counts in Billing and Sales only"]],
  ["one that has lapsed", { validFor: { startDateTime: minute("08:30:00"), endDateTime: minute("09:00:00") } }, ["Verification expired", "Only to repeat: one-time code"]],
  ["one that failed", { status: "failed" }, ["Verification failed"]],
  ["one that was not completed", { status: "pending" }, ["Verification not completed"]],
]) {
  test(`says of ${name}`, async ({ page }) => {
    const { passport } = await open(page, [check(change)]);
    for (const text of said) await expect(passport).toContainText(text);
  });
}

test("customer and representative have a passport each, and failed attempts stay visible", async ({ page }) => {
  const failed = (id, time) => check({ id, status: "failed", amr: ["pin"], validFor: { startDateTime: minute(time), endDateTime: minute("09:40:00") } });
  const { passport } = await open(page, [
    check(), failed("f1", "08:58:00"), failed("f2", "08:56:00"),
    check({ id: "r", party: "representative", partyName: "Ilse Brandvold", status: "failed" }),
  ]);
  await expect(passport).toHaveCount(2);
  await expect(passport.first()).toContainText("Identity verified");
  await expect(passport.first()).toContainText("2 failed attempts");
  await expect(passport.first()).toContainText("PIN");
  await expect(passport.last()).toContainText("Representative");
  await expect(passport.last()).toContainText("Ilse Brandvold");
  await expect(passport.last()).toContainText("Verification failed");
});

test("it counts seconds at the end, lapses by the server's clock, and says so once", async ({ page }) => {
  const { panel, passport } = await open(page, [check()], { now: "Sun, 22 Nov 2026 09:31:54 GMT" });
  await expect(passport).toContainText(/[1-6] sec left/);
  await expect(passport).toContainText("Verification expired", { timeout: 9_000 });
  await expect(passport).toContainText("Only to repeat: one-time code");
  await expect.poll(() => spoken(panel)).toContain("Verification expired");
});

test("five minutes before the end it speaks, and is silent while it ticks", async ({ page }) => {
  const { panel, passport } = await open(page, [check()], { now: "Sun, 22 Nov 2026 09:26:52 GMT" });
  await expect.poll(() => spoken(panel)).toContain("Maren Oakfield");
  await expect(passport).toContainText("5 min left");
  await expect.poll(() => spoken(panel), { timeout: 20_000 }).toContain("five more minutes");
  expect(await passport.locator("[aria-live], [role=timer], [role=status]").count()).toBe(0);
});

test("a check is recorded by keyboard, is on screen at once, and the host hears ids only", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const written = [];
  const { panel, passport } = await open(page, [], { handlers: { verifications: async ({ body }) => {
    written.push(JSON.parse(body));
    await held;
    return answer(check({ id: "vrf_9", performedIn: { department: "support" } }), 201);
  } } });
  await page.evaluate(() => {
    globalThis.heard = [];
    document.addEventListener("cc-verify", ({ detail }) => globalThis.heard.push(detail));
  });
  await panel.getByRole("button", { name: "Record a check" }).press("Enter");
  await panel.getByRole("radio", { name: "Representative" }).press("Space");
  await panel.getByRole("textbox", { name: "Name of the representative" }).fill("Ilse Brandvold");
  await panel.getByRole("checkbox", { name: "one-time code" }).press("Space");
  await expect(panel.getByRole("button", { name: "Save" })).toBeDisabled();
  await panel.getByRole("radio", { name: "Verified" }).press("Space");
  await panel.getByRole("button", { name: "Save" }).press("Enter");
  await expect(passport.filter({ hasText: "Ilse Brandvold" })).toContainText("Identity verified");
  expect(await page.evaluate(() => globalThis.heard), "nothing is told before it is saved").toEqual([]);
  release();
  await expect.poll(() => page.evaluate(() => globalThis.heard)).toEqual([{ customerId: "cus_01J9", status: "verified" }]);
  expect(written).toHaveLength(1);
  expect(written[0]).toMatchObject({ kind: "authentication", status: "verified", amr: ["otp"], party: "representative", partyName: "Ilse Brandvold",
    performedIn: { interactionId: "phone:call:CA1", department: "support", channel: "voice" } });
});

test("after a lapse the one factor is chosen already", async ({ page }) => {
  const lapsed = check({ validFor: { startDateTime: minute("08:30:00"), endDateTime: minute("09:00:00") } });
  const { panel } = await open(page, [lapsed]);
  await panel.getByRole("button", { name: "Record a check" }).click();
  await expect(panel.getByRole("checkbox", { name: "one-time code" })).toBeChecked();
  await expect(panel.getByRole("checkbox", { name: "security questions" })).not.toBeChecked();
});

test("what is entered outlives an update and a switch to another customer", async ({ page }) => {
  const { panel } = await open(page, []);
  await panel.getByRole("button", { name: "Record a check" }).click();
  await panel.getByRole("radio", { name: "Representative" }).check();
  await panel.getByRole("textbox", { name: "Name of the representative" }).fill("Ilse Brand");
  await panel.evaluate((element) => element.refresh());
  await expect(panel.getByRole("textbox", { name: "Name of the representative" })).toHaveValue("Ilse Brand");
  await panel.evaluate((element) => { element.customerId = null; });
  await expectState(panel, "empty");
  await panel.evaluate((element) => { element.customerId = "cus_01J9"; });
  await expectState(panel, "ready");
  await expect(panel.getByRole("textbox", { name: "Name of the representative" })).toHaveValue("Ilse Brand");
});

test("a check that is refused or not sent is told, and nothing is claimed", async ({ page }) => {
  let given = UNREACHABLE;
  const { panel, passport } = await open(page, [], { handlers: { verifications: () => given } });
  await panel.getByRole("button", { name: "Record a check" }).click();
  await panel.getByRole("checkbox", { name: "PIN" }).check();
  await panel.getByRole("radio", { name: "Verified" }).check();
  await panel.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText("Not saved yet.").first()).toBeVisible({ timeout: 15_000 });
  given = problem(403, "forbidden");
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByText("You may not change this.")).toBeVisible();
  await expect(passport.first()).toContainText("Identity not verified yet");
});
