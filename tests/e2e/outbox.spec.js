// What the agent records: on screen at once, sent once, never lost, never another customer's.

import { expect, test } from "@playwright/test";
import { expectState } from "./support/host.js";
import { CUSTOMER, OTHER, STALE, contested, heard, openRecording, recorded, row, saved, writes } from "./support/recording.js";
import { PENDING, UNREACHABLE, answer, complete, contextFor, problem } from "./support/service.js";

/** Rows of other departments are visible, so that the stale one is. */
const ALL = { properties: { department: null } };

async function correct(panel, key, text) {
  await row(panel, key).getByRole("button", { name: "Correct" }).click();
  await row(panel, key).getByRole("textbox").fill(text);
  await row(panel, key).getByRole("textbox").press("Enter");
}

test("an answer is on screen before the server has it, and is sent with key and condition", async ({ page }) => {
  let finish;
  const held = new Promise((resolve) => (finish = resolve));
  const { panel, service } = await openRecording(page, { answers: async (request) => (await held, saved(request)) }, ALL);
  await correct(panel, STALE, "9 Ash Lane, York");
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("9 Ash Lane, York");
  await expect(row(panel, STALE)).toContainText("Saving…");
  finish();
  await expect(row(panel, STALE)).not.toContainText("Saving…");
  await expect(row(panel, STALE)).toHaveAttribute("data-state", "answered");
  const [write, ...more] = writes(service);
  expect(more).toEqual([]);
  expect([write.method, write.customerId, write.item]).toEqual(["PUT", CUSTOMER, STALE]);
  expect(write.headers["idempotency-key"]).toMatch(/^[0-9a-f]{32}$/);
  expect(write.headers["if-match"]).toBe("*");
  expect(JSON.parse(write.body)).toMatchObject({ value: "9 Ash Lane, York", status: "answered", action: "corrected", answeredIn: { interactionId: "phone:call:CA1" } });
  await expect.poll(() => heard(panel, "cc-answer")).toEqual([{ name: "cc-answer", customerId: CUSTOMER, key: STALE, status: "corrected" }]);
  await expect(panel.getByRole("status")).toHaveText("Saved");
});

test("a refused answer is taken back with the reason, keeps what was typed, and can be offered again", async ({ page }) => {
  const { panel, service } = await openRecording(page, { answers: () => problem(403, "forbidden") }, ALL);
  await correct(panel, STALE, "9 Ash Lane, York");
  const note = row(panel, STALE).locator(".pending");
  await expect(note).toContainText("Not saved You may not change this.");
  await expect(note).toContainText("9 Ash Lane, York");
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("12 Elm Row, Leeds");
  service.replace({ answers: saved });
  await note.getByRole("button", { name: "Try again" }).click();
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("9 Ash Lane, York");
  await expect(note).toHaveCount(0);
  const keys = writes(service).map((write) => write.headers["idempotency-key"]);
  expect(new Set(keys).size, "one key for one answer").toBe(1);
});

test("what cannot be sent waits for the connection and is sent once", async ({ page }) => {
  const { panel, service } = await openRecording(page, { answers: () => UNREACHABLE }, ALL);
  await correct(panel, STALE, "9 Ash Lane, York");
  await expect(row(panel, STALE).locator(".pending")).toContainText("It is sent as soon as there is a connection.");
  await expect(row(panel, STALE).locator(".value").first(), "it stays on screen").toHaveText("9 Ash Lane, York");
  service.replace({ answers: saved });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(row(panel, STALE).locator(".pending")).toHaveCount(0);
  await expect(row(panel, STALE)).toHaveAttribute("data-state", "answered");
  const keys = writes(service).map((write) => write.headers["idempotency-key"]);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
});

test("a concurrent change shows both, and the agent decides", async ({ page }) => {
  const { panel, service } = await openRecording(page, { answers: ({ item }) => contested(item, "77 Oak Street, Hull") }, ALL);
  await correct(panel, STALE, "9 Ash Lane, York");
  const note = row(panel, STALE).locator(".pending");
  await expect(note).toContainText(/Theirs.*77 Oak Street, Hull.*Sam Field/);
  await expect(note).toContainText(/Mine.*9 Ash Lane, York/);
  await expect(row(panel, STALE).locator(".value").first(), "what the server has").toHaveText("77 Oak Street, Hull");
  service.replace({ answers: saved });
  await note.getByRole("button", { name: "Save mine" }).click();
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("9 Ash Lane, York");
  await expect(note).toHaveCount(0);
  const [first, second] = writes(service);
  expect(second.headers["if-match"], "on top of theirs").toBe('"9"');
  expect(second.headers["idempotency-key"], "another decision").not.toBe(first.headers["idempotency-key"]);
});

test("keeping theirs needs no request", async ({ page }) => {
  const { panel, service } = await openRecording(page, { answers: ({ item }) => contested(item, "77 Oak Street, Hull") }, ALL);
  await correct(panel, STALE, "9 Ash Lane, York");
  await row(panel, STALE).getByRole("button", { name: "Keep theirs" }).click();
  await expect(row(panel, STALE).locator(".pending")).toHaveCount(0);
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("77 Oak Street, Hull");
  expect(writes(service)).toHaveLength(1);
});

test("what was recorded for one customer is sent for that customer, and never shown under another", async ({ page }) => {
  let finish;
  const held = new Promise((resolve) => (finish = resolve));
  const token = `async ({ customerId }) => "token-of-" + customerId`;
  const state = { written: null };
  const handlers = {
    context: ({ customerId }) => answer(contextFor(customerId, (context) => {
      complete(context);
      if (customerId === CUSTOMER && state.written) context.answers = context.answers.map((it) => (it.key === STALE ? state.written : it));
      return context;
    })),
    answers: async (request) => {
      await held;
      state.written = recorded(request.item, JSON.parse(request.body), { agent: "Robin Ellery", etag: '"2"' });
      return answer(state.written);
    },
  };
  const { panel, service } = await openRecording(page, { ...handlers }, { ...ALL, token });
  // The first attempt is lost, so that the next one is made while somebody else is on screen.
  service.replace({ answers: () => UNREACHABLE });
  await correct(panel, STALE, "9 Ash Lane, York");
  await expect(row(panel, STALE).locator(".pending")).toBeVisible();
  await panel.evaluate((element, id) => (element.customerId = id), OTHER);
  await expectState(panel, "ready");
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("12 Elm Row, Leeds");
  await expect(panel.getByText("9 Ash Lane")).toHaveCount(0);
  service.replace({ answers: handlers.answers });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  finish();
  await expect.poll(() => state.written?.value).toBe("9 Ash Lane, York");
  const last = writes(service).at(-1);
  expect([last.customerId, last.headers.authorization]).toEqual([CUSTOMER, `Bearer token-of-${CUSTOMER}`]);
  await expect(panel.getByText("9 Ash Lane")).toHaveCount(0);
  await panel.evaluate((element, id) => (element.customerId = id), CUSTOMER);
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("9 Ash Lane, York");
});

test("what is still waiting is on screen again when its customer is", async ({ page }) => {
  const { panel } = await openRecording(page, { answers: () => UNREACHABLE }, ALL);
  await correct(panel, STALE, "9 Ash Lane, York");
  await expect(row(panel, STALE).locator(".pending")).toBeVisible();
  for (const id of [OTHER, CUSTOMER]) {
    await panel.evaluate((element, id) => (element.customerId = id), id);
    await expectState(panel, "ready");
  }
  await expect(row(panel, STALE).locator(".value").first()).toHaveText("9 Ash Lane, York");
  await panel.evaluate((element) => element.clear());
  await panel.evaluate((element, id) => (element.customerId = id), CUSTOMER);
  await panel.evaluate((element) => element.refresh());
  await expect(row(panel, STALE).locator(".value").first(), "log-out drops everything").toHaveText("12 Elm Row, Leeds");
});

test("what is typed survives updates, errors, other customers and a closed section", async ({ page }) => {
  const { panel, service } = await openRecording(page, {}, ALL);
  const typed = () => panel.getByRole("textbox", { name: "Serial number" });
  await panel.getByRole("button", { name: "Serial number" }).click();
  await typed().fill("SN-77");
  await panel.evaluate((element) => element.refresh());
  await expect(typed()).toHaveValue("SN-77");
  await panel.evaluate((element) => element.collapse("ledger"));
  await panel.evaluate((element) => element.expand("ledger"));
  await expect(typed()).toHaveValue("SN-77");
  await panel.evaluate((element, id) => (element.customerId = id), OTHER);
  await expectState(panel, "ready");
  await expect(typed()).toHaveCount(0);
  service.replace({ context: () => problem(500, "internal") });
  await panel.evaluate((element, id) => (element.customerId = id), CUSTOMER);
  await expectState(panel, "error");
  service.replace({ context: ({ customerId }) => answer(contextFor(customerId, complete)) });
  await panel.evaluate((element) => element.refresh());
  await expect(typed()).toHaveValue("SN-77");
  await typed().press("Enter");
  await expect.poll(() => writes(service).map((write) => JSON.parse(write.body).value)).toEqual(["SN-77"]);
  await expect(typed()).toHaveCount(0);
});

/** Keeps every instance of the module that the page makes, so that the test can break one. */
async function keepInstances(page) {
  await page.addInitScript(() => {
    globalThis.instances = [];
    const keep = (made) => {
      globalThis.instances.push(made.instance ?? made);
      return made;
    };
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const original = WebAssembly[name];
      WebAssembly[name] = (...values) => original.apply(WebAssembly, values).then(keep);
    }
  });
}

/** Overwrites the memory of the newest instance: whatever runs in it next cannot but trap. */
function breakModule(page) {
  return page.evaluate(() => new Uint8Array(globalThis.instances.at(-1).exports.memory.buffer).fill(0xff));
}

test("a module that traps loses nothing that was typed or recorded", async ({ page }) => {
  const errors = [];
  page.on("console", (entry) => {
    if (entry.type() === "error") errors.push(entry.text());
  });
  await keepInstances(page);
  const { panel, service } = await openRecording(page, { answers: () => UNREACHABLE }, ALL);
  await correct(panel, STALE, "9 Ash Lane, York");
  await expect(row(panel, STALE).locator(".pending")).toContainText("It is sent as soon as there is a connection.");
  await panel.getByRole("button", { name: "Serial number" }).click();
  const typed = () => panel.getByRole("textbox", { name: "Serial number" });
  await typed().fill("SN-77");
  await expect.poll(() => panel.evaluate((element) => element.hasUnsaved)).toBe(true);
  const [first] = writes(service).map((write) => write.headers["idempotency-key"]);

  const running = await page.evaluate(() => globalThis.instances.length);
  await breakModule(page);
  await panel.evaluate((element) => element.refresh());
  await expect.poll(() => page.evaluate(() => globalThis.instances.length), { message: "another instance runs" }).toBe(running + 1);
  expect(errors.join("\n")).toContain("the panel stopped and starts again. RuntimeError");

  await expectState(panel, "ready");
  expect(await panel.evaluate((element) => element.customerId)).toBe(CUSTOMER);
  await expect(typed(), "the draft").toHaveValue("SN-77");
  await expect(row(panel, STALE).locator(".value").first(), "the unsent write").toHaveText("9 Ash Lane, York");
  expect(await panel.evaluate((element) => element.hasUnsaved)).toBe(true);

  service.replace({ answers: saved });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(row(panel, STALE).locator(".pending")).toHaveCount(0);
  const keys = writes(service).filter((write) => write.item === STALE).map((write) => write.headers["idempotency-key"]);
  expect(new Set(keys), "under the key of the first attempt").toEqual(new Set([first]));
  await typed().press("Enter");
  await expect.poll(() => panel.evaluate((element) => element.hasUnsaved)).toBe(false);
});

test("the browser asks before the page is closed, only while something is unsaved", async ({ page }) => {
  const { panel } = await openRecording(page, {}, ALL);
  const session = await page.context().newCDPSession(page);
  const asks = async () => {
    const { result } = await session.send("Runtime.evaluate", { expression: "window" });
    const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId });
    return listeners.filter(({ type }) => type === "beforeunload").length;
  };
  await panel.evaluate((element) => {
    globalThis.changes = [];
    element.addEventListener("cc-unsaved-change", (event) => globalThis.changes.push(event.detail.unsaved));
  });
  const state = () => panel.evaluate((element) => [element.hasUnsaved, element.matches(":state(unsaved)")]);
  expect([await asks(), await state()]).toEqual([0, [false, false]]);
  await panel.getByRole("button", { name: "Serial number" }).click();
  expect(await asks(), "an open field without a text is no loss").toBe(0);
  await panel.getByRole("textbox", { name: "Serial number" }).fill("SN-77");
  expect([await asks(), await state()]).toEqual([1, [true, true]]);
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await closing;
  await panel.getByRole("textbox", { name: "Serial number" }).press("Enter");
  await expect.poll(asks, { message: "saved" }).toBe(0);
  expect(await state()).toEqual([false, false]);
  await row(panel, STALE).getByRole("button", { name: "Correct" }).click();
  await row(panel, STALE).getByRole("textbox").fill("1 Yew Walk");
  expect(await asks()).toBe(1);
  await panel.evaluate((element) => element.clear());
  expect([await asks(), await state()], "log-out drops everything").toEqual([0, [false, false]]);
  expect(await page.evaluate(() => globalThis.changes)).toEqual([true, false, true, false]);
});

test("a panel that cannot write offers nothing to write", async ({ page }) => {
  const { panel } = await openRecording(page, { stream: () => PENDING }, ALL);
  await panel.evaluate((element, context) => Object.assign(element, { endpoint: null, context }), contextFor(CUSTOMER, complete));
  await expect(panel.locator(".row").first()).toBeVisible();
  await expect(panel.getByRole("button", { name: "Confirm", exact: true })).toHaveCount(0);
});
