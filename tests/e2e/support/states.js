// Every state of the panel and how to bring it about, for the tests that look at all of them: the states' own test,
// the accessibility check and the screenshots. One list, so that none of them can leave a state out.

import { expect } from "@playwright/test";
import { POLICY, expectState, openHost } from "./host.js";
import { STALE, contested, openRecording, row } from "./recording.js";
import { History, openTimeline, scrollTo } from "./timeline.js";
import { PENDING, UNREACHABLE, answer, complete, contextFor, fixture, problem, serve } from "./service.js";

const CUSTOMER = "cus_01J9";
const NAME = "Maren Oakfield";
const CONTACT = { contactId: "phone:call:CA1", contactReason: "Router restarts several times a day", department: "support" };
const PLACEHOLDER = "<p>The customer panel is loading.</p>";

/** A panel that asks a service with these handlers for one customer. */
async function asking(page, options, handlers, properties = { customerId: CUSTOMER, ...CONTACT }) {
  const service = await serve(page, handlers);
  const panel = await openHost(page, options);
  await panel.evaluate((element, values) => Object.assign(element, values), properties);
  return { panel, service };
}

/** Shows a customer first, then lets the service answer like this and the panel notice. */
async function losing(page, options, given) {
  const { panel, service } = await asking(page, options, {});
  await expectState(panel, "ready");
  service.replace({ context: () => given, interactions: () => given });
  await panel.evaluate((element) => void element.refresh());
  return panel;
}

/** Text on the screen; the live region, which only speaks, does not count. */
const seen = (panel, text) => expect(panel.getByText(text).and(panel.locator(":not([role=status])")).first()).toBeVisible();

/**
 * `arrange(page, options)` opens the host and returns the panel, `settled(panel)` waits until the state is on screen
 * and checks what an agent must find there; `errors` are the console lines that belong to the state.
 */
export const STATES = [
  {
    name: "before upgrade",
    arrange: async (page, options) => openHost(page, { ...options, scripts: 0, placeholder: PLACEHOLDER }),
    settled: (panel) => expect(panel.getByText("The customer panel is loading.")).toBeVisible(),
  },
  {
    name: "loading",
    arrange: async (page, options) => (await asking(page, options, { context: () => PENDING })).panel,
    settled: async (panel) => {
      await expectState(panel, "loading");
      await expect(panel.getByText(NAME)).toHaveCount(0);
    },
  },
  {
    name: "nobody selected",
    arrange: async (page, options) => (await asking(page, options, {}, {})).panel,
    settled: async (panel) => {
      await expectState(panel, "empty");
      await seen(panel, "No customer selected");
    },
  },
  {
    name: "ready",
    arrange: async (page, options) => (await asking(page, options, {})).panel,
    settled: async (panel) => {
      await expectState(panel, "ready");
      await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
      for (const section of ["In brief", "Hand-off", "Already answered", "Promises", "Timeline"]) {
        await expect(panel.getByRole("heading", { name: section })).toBeVisible();
      }
    },
  },
  {
    name: "partial",
    arrange: async (page, options) => (await asking(page, options, { context: () => answer(partial()) })).panel,
    settled: async (panel) => {
      await expectState(panel, "ready");
      await seen(panel, "timed out");
      await expect(panel.getByRole("button", { name: "Retry" }).first()).toBeVisible();
    },
  },
  {
    name: "timeline narrowed",
    arrange: async (page, options) => {
      const { panel } = await openTimeline(page, new History(120), options);
      await panel.getByRole("button", { name: "Filters" }).click();
      await panel.getByRole("button", { name: /^Support/ }).click();
      await panel.getByRole("searchbox").fill("entry");
      return panel;
    },
    settled: async (panel) => {
      await seen(panel, /Support, “entry”/);
      await expect(panel.locator("mark").first()).toBeVisible();
    },
  },
  {
    name: "timeline opened and scrolled",
    arrange: async (page, options) => {
      const history = new History(120, { cases: true });
      history.items[2] = { ...history.items[2], restricted: "policy" };
      const { panel } = await openTimeline(page, history, options);
      const row = panel.getByTestId("timeline-item").first();
      await row.locator(".case-toggle").click();
      await row.locator(".opener").first().click();
      await expect(row.getByText("Turn 1", { exact: true })).toBeVisible();
      await scrollTo(page, panel, 400);
      await history.push(2);
      return panel;
    },
    settled: (panel) => seen(panel, "2 new above"),
  },
  {
    name: "not found",
    arrange: async (page, options) => (await asking(page, options, { context: () => problem(404, "not-found") })).panel,
    settled: async (panel) => {
      await expectState(panel, "error");
      await seen(panel, "Customer not found");
    },
    errors: [/404/],
  },
  {
    name: "several matches",
    arrange: async (page, options) => {
      const handlers = { resolve: () => answer(fixture("resolve_several")) };
      return (await asking(page, options, handlers, { identifiers: [{ type: "phone", value: "+441134960706" }] })).panel;
    },
    settled: async (panel) => {
      await seen(panel, "Who is it?");
      for (const name of [NAME, "Tobias Oakfield"]) await expect(panel.getByRole("button", { name })).toBeVisible();
    },
  },
  {
    name: "nobody matches",
    arrange: async (page, options) =>
      (await asking(page, options, {}, { identifiers: [{ type: "phone", value: "+441134960999" }] })).panel,
    settled: async (panel) => {
      await expectState(panel, "empty");
      await seen(panel, "Nobody matches");
    },
  },
  {
    name: "forbidden",
    arrange: async (page, options) => (await asking(page, options, { context: () => problem(403, "forbidden") })).panel,
    settled: async (panel) => {
      await expectState(panel, "error");
      await seen(panel, "Not for your role");
    },
    errors: [/403/],
  },
  {
    name: "token refused",
    arrange: async (page, options) => (await asking(page, options, { context: () => problem(401, "token-expired") })).panel,
    settled: async (panel) => {
      await expectState(panel, "error");
      await seen(panel, "Your sign-in was not accepted");
      await expect(panel.getByRole("button", { name: "Retry" })).toBeVisible();
    },
    errors: [/401/, /401/],
  },
  {
    name: "offline with last-known view",
    arrange: (page, options) => losing(page, options, UNREACHABLE),
    settled: async (panel) => {
      await expectState(panel, "offline");
      await seen(panel, /No connection\. This is what was known at/);
      await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
    },
    errors: [/ERR_CONNECTION_REFUSED/],
  },
  {
    name: "stale with last-known view",
    arrange: (page, options) => losing(page, options, problem(500, "internal")),
    settled: async (panel) => {
      await expectState(panel, "stale");
      await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
      await expect(panel.getByRole("button", { name: "Retry" }).first()).toBeVisible();
    },
    errors: [/500/],
  },
  {
    name: "error",
    arrange: async (page, options) => (await asking(page, options, { context: () => problem(500, "internal") })).panel,
    settled: async (panel) => {
      await expectState(panel, "error");
      await seen(panel, "The customer could not be loaded");
      await expect(panel.getByRole("button", { name: "Retry" })).toBeVisible();
    },
    errors: [/500/],
  },
  {
    name: "contested answer",
    arrange: async (page, options) => recording(page, options, ({ item }) => contested(item, "77 Oak Street, Hull")),
    settled: (panel) => expect(panel.locator(".pending[data-state=conflicting]")).toContainText("Somebody else has just changed this"),
    errors: [/412/],
  },
  {
    name: "answer not saved",
    arrange: async (page, options) => recording(page, options, () => problem(403, "forbidden")),
    settled: (panel) => expect(panel.locator(".pending[data-state=rejected]")).toContainText("You may not change this."),
    errors: [/403/],
  },
  {
    name: "wasm refused",
    arrange: async (page, options) =>
      (await asking(page, { ...options, policy: POLICY.replace(" 'wasm-unsafe-eval'", "") }, {})).panel,
    settled: async (panel) => {
      await seen(panel, /wasm-unsafe-eval/);
    },
    errors: [/wasm-unsafe-eval|WebAssembly/],
  },
];

/** Corrects an old answer while the service does with it what these handlers say, and opens a row and a question. */
async function recording(page, options, answers) {
  const { panel } = await openRecording(page, { answers }, { ...options, properties: { department: null } });
  await row(panel, STALE).getByRole("button", { name: "Correct" }).click();
  await row(panel, STALE).getByRole("textbox").fill("9 Ash Lane, York");
  await row(panel, STALE).getByRole("textbox").press("Enter");
  await row(panel, "router.model").locator(".row-toggle").click();
  await panel.getByRole("button", { name: "Serial number" }).click();
  return panel;
}

function partial() {
  const context = contextFor(CUSTOMER, complete);
  context.complete = false;
  const last = context.sources.at(-1);
  last.status = "timeout";
  last.problem = { type: "about:blank", title: "Source did not answer in time", status: 504, code: "source-timeout" };
  return context;
}
