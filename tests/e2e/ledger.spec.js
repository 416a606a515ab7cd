// What has been answered already, row by row: states that cannot be mistaken for each other, one key to confirm, and
// values side by side where departments disagree.

import { expect, test } from "@playwright/test";
import { violations } from "./support/axe.js";
import { waitingContacts } from "./support/gateway.js";
import { DEMO_TOKEN, expectState, openHost } from "./support/host.js";
import { CUSTOMER, STALE, heard, openRecording, row, saved, writes } from "./support/recording.js";
import { answer, complete, contextFor, fixture } from "./support/service.js";

const ALL = { properties: { department: null } };
const PHONE = "/contactPoints/1/value";
const ADDRESS = "/contactPoints/2/value";

/** A fixture in which every state and every kind of value has a row. */
const everything = ({ customerId }) => answer(contextFor(customerId, (context) => {
  complete(context);
  context.verifications = [];
  context.answers.push({ key: "note.empty", question: "Anything else", value: "", status: "answered", askedCount: 1, source: "crm" });
  return context;
}));

test("no two states look or sound alike", async ({ page }) => {
  const { panel } = await openRecording(page, { context: everything }, ALL);
  const seen = {};
  for (const [name, key] of Object.entries({
    masked: "/externalIdentifier/0/id", hidden: "/birthDate", restricted: "credit.limit", declined: "occupation",
    no: "line.shared", empty: "note.empty", answered: "router.model",
  })) {
    const value = row(panel, key).locator(".value").first();
    const [text, spoken] = await value.evaluate((element) => {
      const hidden = [...element.querySelectorAll("[aria-hidden]")];
      const said = element.cloneNode(true);
      said.querySelectorAll("[aria-hidden]").forEach((part) => part.remove());
      return [element.textContent, hidden.length > 0 ? said.textContent : element.textContent];
    });
    expect(text.trim(), `${name} shows something`).not.toBe("");
    seen[name] = { text, spoken };
  }
  expect(new Set(Object.values(seen).map((it) => it.text)).size).toBe(Object.keys(seen).length);
  expect(new Set(Object.values(seen).map((it) => it.spoken)).size).toBe(Object.keys(seen).length);
  expect(seen.masked.spoken).toContain("ends with 4421");
  expect(seen.no.text).toBe("No");
  expect(seen.declined.text).toBe("declined to say");
});

test("only stale, conflicting and missing rows offer to ask", async ({ page }) => {
  const { panel } = await openRecording(page, { context: everything }, ALL);
  const asking = await panel.locator(".row:has(.confirm)").evaluateAll((rows) => rows.map((row) => row.dataset.state));
  expect(asking.length).toBeGreaterThan(1);
  expect(new Set(asking)).toEqual(new Set(["stale", "conflicting"]));
  await expect(panel.getByRole("list", { name: "Still to ask" }).getByRole("button")).toHaveText(["Serial number", "Best time to call back"]);
});

test("a department sees what it needs first, and the rest on demand", async ({ page }) => {
  const { panel } = await openRecording(page, {}, { properties: { department: "support" } });
  await expect(row(panel, STALE), "billing asked that").toHaveCount(0);
  await expect(panel.locator(".row").first()).toContainText("Router model");
  const counts = panel.locator(".section-ledger .facts");
  await expect(counts).toHaveText(/^\d+ known · \d+ to confirm · \d+ missing$/);
  await panel.getByRole("button", { name: /^Show \d+ more$/ }).click();
  await expect(row(panel, STALE)).toBeVisible();
  await panel.getByRole("button", { name: "Show fewer" }).click();
  await expect(row(panel, STALE)).toHaveCount(0);
});

test("a row opens to who asked and answered, and leads into the timeline", async ({ page }) => {
  const at = "2026-11-02T09:16:00Z";
  const history = [
    { action: "confirmed", at, agent: "Rian M.", in: { interactionId: "helpdesk:ticket:35436", department: "support", channel: "voice" } },
    { action: "answered", at: "2025-03-02T09:16:00Z", agent: "Ida Holt", in: { department: "sales" } },
  ];
  const context = ({ customerId }) => answer(contextFor(customerId, (it) => {
    it.answers[0].history = history;
    return complete(it);
  }));
  const { panel } = await openRecording(page, { context }, ALL);
  const toggle = row(panel, "router.model").getByRole("button", { name: "Router model", exact: true });
  await expect(toggle).toHaveAttribute("aria-expanded", "false");
  await toggle.click();
  const list = row(panel, "router.model").getByRole("list", { name: "Asked and answered" });
  await expect(list.getByRole("listitem")).toHaveText([/Confirmed.*Rian M\..*Support.*Voice.*19 days ago/, /Answered.*Ida Holt.*Sales/]);
  await list.getByRole("button", { name: "Show in the timeline" }).click();
  await expect.poll(() => heard(panel, "cc-navigate")).toEqual([
    { name: "cc-navigate", customerId: CUSTOMER, kind: "interaction", id: "helpdesk:ticket:35436" },
  ]);
});

test("the sentence never says more than the mask shows", async ({ page }) => {
  const { panel } = await openRecording(page, {}, ALL);
  const sentence = row(panel, ADDRESS).locator(".sentence");
  await expect(sentence).toHaveText("For “Address” I have •••• 4AP. Is that still right?");
  await expect(sentence).not.toContainText("Elm Row");
  await expect(row(panel, STALE).locator(".sentence"), "what is open is said").toContainText("12 Elm Row, Leeds");
});

test("one key each confirms, corrects and declines, and arrows lead from row to row", async ({ page }) => {
  const { panel, service } = await openRecording(page, { fields: ({ body }) => profileAfter(body) }, ALL);
  const toggles = panel.locator(".row-toggle");
  await expect(panel.locator(".row-toggle[tabindex='0']"), "one stop for the tab key").toHaveCount(1);
  await toggles.first().focus();
  for (let step = await toggles.count(); step > 0; step -= 1) await page.keyboard.press("ArrowDown");
  await expect(toggles.last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(toggles.first()).toBeFocused();

  await row(panel, STALE).locator(".row-toggle").focus();
  await page.keyboard.press("c");
  await expect(row(panel, STALE)).toHaveAttribute("data-state", "answered");
  await row(panel, ADDRESS).locator(".row-toggle").focus();
  await page.keyboard.press("e");
  await expect(row(panel, ADDRESS).getByRole("textbox")).toBeFocused();
  await page.keyboard.type("cde 5, York");
  await page.keyboard.press("Enter");
  await row(panel, "household.size").locator(".row-toggle").focus();
  await page.keyboard.press("d");
  await expect(row(panel, "household.size")).toHaveAttribute("data-state", "declined");
  await expect.poll(() => writes(service).map((write) => JSON.parse(write.body)).map((body) => body.action ?? body.decision.kind))
    .toEqual(["confirmed", "correct", "declined"]);
});

test("the answer is typed where the question stands, as its kind wants it", async ({ page }) => {
  const catalogue = fixture("questions");
  const extra = [
    { key: "line.fibre", label: "Fibre", text: "Do you have fibre?", valueType: "boolean" },
    { key: "line.since", label: "Line since", text: "Since when?", valueType: "date" },
    { key: "plan.wish", label: "Wish", text: "Which plan?", valueType: "choice", choices: ["Small", "Large"] },
    { key: "people", label: "People", text: "How many are you?", valueType: "integer" },
    { key: "budget", label: "Budget", text: "What may it cost?", valueType: "money" },
  ].map((question) => ({ sensitivity: "open", from: "answer", phrases: [], ...question }));
  const questions = () => answer({ ...catalogue, questions: [...catalogue.questions, ...extra] });
  const { panel, service } = await openRecording(page, { questions }, ALL);
  const open = (label) => panel.getByRole("button", { name: label, exact: true }).click();
  await open("Fibre");
  await expect(panel.getByText("Do you have fibre?")).toBeVisible();
  await panel.getByRole("group", { name: "Fibre" }).getByRole("button", { name: "No" }).click();
  await open("Line since");
  await panel.getByLabel("Line since", { exact: true }).fill("2020-02-29");
  await page.keyboard.press("Enter");
  await open("Wish");
  await panel.getByRole("combobox", { name: "Wish" }).selectOption("Large");
  await panel.getByRole("button", { name: "Save" }).click();
  await open("People");
  await panel.getByRole("textbox", { name: "People" }).fill("four");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("alert")).toContainText("does not look right");
  await panel.getByRole("textbox", { name: "People" }).fill("4");
  await page.keyboard.press("Enter");
  await open("Budget");
  await panel.getByRole("textbox", { name: "Budget" }).fill("18,50 gbp");
  await page.keyboard.press("Enter");
  await expect.poll(() => writes(service).map((write) => JSON.parse(write.body).value))
    .toEqual([false, "2020-02-29", "Large", 4, { value: "18.50", currency: "GBP" }]);
  await expect(row(panel, "line.fibre").locator(".value").first()).toHaveText("No");
});

/** The profile after a decision, as a gateway answers. */
function profileAfter(body) {
  const { pointer, decision } = JSON.parse(body);
  const profile = contextFor(CUSTOMER, complete).profile;
  const provenance = profile.provenance[pointer];
  const place = Number(pointer.split("/")[2]);
  const before = { value: profile.contactPoints[place].value, source: provenance.source, recordId: provenance.recordId, observedAt: provenance.observedAt };
  if (decision.kind === "undo") return answer({ ...profile, etag: '"p3"' });
  if (decision.kind === "correct") profile.contactPoints[place].value = decision.value;
  if (decision.kind === "choose") {
    const chosen = provenance.conflict.alternatives.find((other) => other.source === decision.source);
    profile.contactPoints[place].value = chosen.value;
    Object.assign(provenance, { source: chosen.source, recordId: chosen.recordId, observedAt: chosen.observedAt });
  }
  provenance.conflict = { resolution: "manual", alternatives: [before] };
  return answer({ ...profile, etag: '"p2"' });
}

test("values of several departments stand side by side, and a choice can be taken back", async ({ page }) => {
  const handlers = { context: everything, fields: ({ body }) => profileAfter(body) };
  const { panel, service } = await openRecording(page, handlers, ALL);
  const phone = row(panel, PHONE);
  await expect(phone).toHaveAttribute("data-state", "conflicting");
  await expect(phone.locator(".value")).toHaveText(["+441134960706", "+441134960188"]);
  await expect(phone).toContainText("chosen because its source comes first");
  await phone.getByRole("button", { name: "Use this" }).click();
  await expect(phone.locator(".value").first()).toHaveText("+441134960188");
  await expect(phone).toHaveAttribute("data-state", "answered");
  await phone.getByRole("button", { name: "Phone", exact: true }).click();
  await expect(phone).toContainText("chosen by an agent");
  await phone.getByRole("button", { name: "Undo" }).click();
  await expect(phone).toHaveAttribute("data-state", "conflicting");
  expect(writes(service).map((write) => [write.name, JSON.parse(write.body)])).toEqual([
    ["fields", { pointer: PHONE, decision: { kind: "choose", source: "loyalty", recordId: "L-1000" }, decidedIn: expect.anything() }],
    ["fields", { pointer: PHONE, decision: { kind: "undo" }, decidedIn: expect.anything() }],
  ]);
});

test("a panel without the catalogue works", async ({ page }) => {
  const { panel } = await openRecording(page, { questions: () => ({ status: 404, body: "" }) }, ALL);
  await expect(row(panel, "router.model")).toContainText("AX-3000");
});

for (const theme of ["light", "dark"]) {
  test(`open rows, editors and conflicts are accessible in ${theme}`, async ({ page }) => {
    test.slow();
    const { panel, service } = await openRecording(page, { context: everything }, { properties: { department: null, theme } });
    await row(panel, "router.model").locator(".row-toggle").click();
    await panel.getByRole("button", { name: "Serial number" }).click();
    service.replace({ answers: saved });
    expect(await violations(page, { include: { fromShadowDom: ["customer-context", ".section-ledger"] } })).toEqual([]);
  });
}

test("an answer recorded in one panel appears in another", async ({ page, context, request }) => {
  const [contact] = await waitingContacts(request);
  const attributes = { "customer-id": contact.customerId, "contact-id": contact.contactId };
  const first = await openHost(page, { attributes, token: DEMO_TOKEN });
  await expectState(first, "ready");
  const second = await openHost(await context.newPage(), { attributes, token: DEMO_TOKEN });
  await expectState(second, "ready");
  await expect(second.getByText("Live", { exact: true })).toBeVisible();
  const ask = first.getByRole("list", { name: "Still to ask" }).getByRole("button").first();
  const label = await ask.textContent();
  const key = await ask.evaluate((button) => button.closest("[data-record]").dataset.record.replace("answer:", ""));
  await ask.click();
  await first.locator(".asking").getByRole("button", { name: "Declined" }).click();
  await expect(row(first, key)).toHaveAttribute("data-state", "declined");
  await expect(row(second, key), `${label} is declined in the other panel too`).toHaveAttribute("data-state", "declined");
});
