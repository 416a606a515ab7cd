// Promises across departments: their order, making and settling one, reminders, and the way from an alert to the row.

import { expect, test } from "@playwright/test";
import { expectState, openHost } from "./support/host.js";
import { answer, complete, contextFor, serve } from "./support/service.js";

const NOW = "Sun, 22 Nov 2026 09:14:30 GMT";
const promise = (id, due, more = {}) => ({ id, text: `Promise ${id}`, dueAt: `2026-11-${due}:00Z`, status: "open", department: "billing", owner: "Rian M.", ...more });
const ALL = [
  promise("later", "30T12:00"), promise("kept", "20T12:00", { status: "kept" }), promise("late", "22T08:00"),
  promise("very-late", "20T08:00", { department: "support" }), promise("today", "22T17:00"),
];

async function open(page, commitments, { now = NOW, handlers = {} } = {}) {
  const context = () => contextFor("cus_01J9", (it) => complete({ ...it, commitments, notes: [] }));
  const service = await serve(page, { context: () => answer(context(), 200, { date: now }), ...handlers });
  const attributes = { "customer-id": "cus_01J9", "contact-id": "phone:call:CA1", department: "support" };
  const panel = await openHost(page, { width: 376, attributes });
  await expectState(panel, "ready");
  return { panel, service, row: (id) => panel.locator(`[data-record="commitment:${id}"]`) };
}

const spoken = (panel) => panel.evaluate((element) =>
  [...element.shadowRoot.querySelectorAll("[role=status]")].map((region) => region.textContent).join());

/** A service that keeps what is put, as the gateway does. */
function keeping(written) {
  return { commitments: ({ body, url, headers }) => {
    const id = decodeURIComponent(new URL(url).pathname.split("/").at(-1));
    written.push({ id, condition: headers["if-match"] ?? headers["if-none-match"], ...JSON.parse(body) });
    return answer({ id, department: "support", etag: '"v2"', ...JSON.parse(body) });
  } };
}

test("overdue ones come first, settled ones last and out of the way", async ({ page }) => {
  const { panel, row } = await open(page, ALL);
  const marks = await panel.locator("[part~=promise]").evaluateAll((rows) => rows.map((it) => it.dataset.record.split(":")[1]));
  expect(marks).toEqual(["very-late", "late", "today", "later", "kept"]);
  await expect(panel.getByText("2 overdue · 2 open")).toBeVisible();
  await expect(row("late")).toContainText("Overdue since");
  await expect(row("late")).toContainText("1 hour ago");
  await expect(row("today")).toContainText("Due today");
  await expect(row("today")).toContainText("Rian M., Billing");
  await expect(row("kept")).toBeHidden();
  await panel.getByText("1 settled").click();
  await expect(row("kept")).toContainText("kept");
});

test("an alert leads to the row, opening its section", async ({ page }) => {
  const { panel, row } = await open(page, ALL);
  await panel.evaluate((element) => element.collapse("promises"));
  await expect(row("late")).toBeHidden();
  await panel.locator("[part~=alert]").getByRole("button", { name: "Promise late" }).press("Enter");
  await expect(row("late")).toBeFocused();
});

test("a promise is made by keyboard, with a time that the agent chooses", async ({ page }) => {
  const written = [];
  const { panel } = await open(page, [], { handlers: keeping(written) });
  await panel.getByRole("button", { name: "Promise something" }).press("Enter");
  await expect(panel.getByRole("textbox", { name: "What is promised" })).toBeFocused();
  await expect(panel.getByRole("button", { name: "Save" })).toBeDisabled();
  await page.keyboard.type("Call back about the line");
  await panel.getByRole("radio", { name: "Tomorrow noon" }).press("Space");
  await panel.getByRole("textbox", { name: "Who keeps it" }).fill("Ada K.");
  await panel.getByRole("button", { name: "Save" }).press("Enter");
  await expect(panel.locator("[part~=promise]")).toContainText("Call back about the line");
  await expect.poll(() => written.length).toBe(1);
  expect(written[0]).toMatchObject({ condition: "*", text: "Call back about the line", status: "open", dueAt: "2026-11-23T12:00:00Z", owner: "Ada K.",
    madeIn: { interactionId: "phone:call:CA1", department: "support" } });
});

test("a time of one's own is taken, and one that has passed is not", async ({ page }) => {
  const written = [];
  const { panel } = await open(page, [], { handlers: keeping(written) });
  await panel.getByRole("button", { name: "Promise something" }).click();
  await page.keyboard.type("Send the offer");
  await panel.getByRole("radio", { name: "Another time" }).check();
  await panel.getByLabel("Another time").last().fill("2026-11-21T10:30");
  await expect(panel.getByRole("button", { name: "Save" })).toBeDisabled();
  await panel.getByLabel("Another time").last().fill("2026-11-24T10:30");
  await panel.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => written[0]?.dueAt).toBe("2026-11-24T10:30:00Z");
});

test("kept at once, broken with a note, withdrawn", async ({ page }) => {
  const [written, notes] = [[], []];
  const handlers = { ...keeping(written), notes: ({ body }) => {
    notes.push(JSON.parse(body));
    return answer({ id: "n7", date: "2026-11-22T09:15:00Z", ...JSON.parse(body) }, 201);
  } };
  const { panel, row } = await open(page, [promise("a", "22T17:00", { etag: '"v1"' }), promise("b", "22T08:00"), promise("c", "30T12:00")], { handlers });
  await row("a").getByRole("button", { name: "Kept", exact: true }).click();
  await expect.poll(() => written.at(-1)).toMatchObject({ id: "a", status: "kept", condition: '"v1"', text: "Promise a", owner: "Rian M." });
  await row("b").getByRole("button", { name: "Could not be kept" }).click();
  await page.keyboard.type("The engineer was ill");
  await row("b").getByRole("button", { name: "Could not be kept" }).click();
  await expect.poll(() => written.at(-1)).toMatchObject({ id: "b", status: "broken" });
  await expect.poll(() => notes).toMatchObject([{ kind: "note", text: "Promise b: The engineer was ill", interactionId: "phone:call:CA1" }]);
  await row("c").getByRole("button", { name: "Withdraw" }).click();
  await row("c").getByRole("button", { name: "Cancel" }).click();
  await row("c").getByRole("button", { name: "Withdraw" }).click();
  await row("c").getByRole("button", { name: "Withdraw" }).click();
  await expect.poll(() => written.at(-1)).toMatchObject({ id: "c", status: "withdrawn" });
  await expect(panel.getByText("3 settled")).toBeVisible();
});

test("somebody else was faster: both versions are shown, and the agent decides", async ({ page }) => {
  const theirs = promise("a", "22T17:00", { status: "broken", etag: '"v2"' });
  const written = [];
  const { row } = await open(page, [promise("a", "22T17:00", { etag: '"v1"' })], { handlers: { commitments: ({ headers, body }) => {
    written.push(headers["if-match"]);
    if (headers["if-match"] === '"v1"') return answer({ type: "about:blank", title: "Changed", status: 412, code: "precondition-failed", current: theirs }, 412, { etag: '"v2"' });
    return answer({ ...theirs, ...JSON.parse(body), etag: '"v3"' });
  } } });
  await row("a").getByRole("button", { name: "Kept", exact: true }).click();
  await expect(row("a")).toContainText("Somebody else has just changed this");
  await row("a").getByRole("button", { name: "Save mine" }).click();
  await expect.poll(() => written).toEqual(['"v1"', '"v2"']);
});

test("an agent is reminded once, politely, when a promise comes due", async ({ page }) => {
  const { panel, row } = await open(page, [promise("a", "22T09:15")], { now: "Sun, 22 Nov 2026 09:14:52 GMT" });
  await expect(row("a")).toContainText("Due today");
  await expect(row("a")).toContainText("Overdue since", { timeout: 25_000 });
  await expect.poll(() => spoken(panel)).toContain("Promise overdue: Promise a");
  await expect(panel.locator("[part~=alert].bad").filter({ hasText: "Promise a" })).toHaveCount(1);
  expect(await panel.evaluate((element) => element.shadowRoot.querySelectorAll("[aria-live=assertive], [role=alert]").length)).toBe(0);
});

test("the stream reminds as well", async ({ page }) => {
  const due = promise("a", "22T12:00");
  const event = { specversion: "1.0", id: "7", source: "/gateway", type: "commitment.due", subject: "cus_01J9", time: "2026-11-22T09:14:31Z", data: due };
  let streams = 0;
  const stream = () => ({ status: 200, headers: { date: NOW }, contentType: "text/event-stream",
    body: (streams += 1) === 1 ? `id: 7\nevent: commitment.due\ndata: ${JSON.stringify(event)}\n\n` : ": nothing\n\n" });
  const { panel } = await open(page, [due], { handlers: { stream } });
  await expect.poll(() => spoken(panel), { timeout: 20_000 }).toMatch(/Promise due 12:00.*: Promise a/);
});
