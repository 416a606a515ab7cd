// The public interface as `src/api.json` describes it, against the element as it is in the browser: what it observes, has,
// renders and dispatches, in both directions. What is described and never found is as wrong as what is found undescribed.

import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { expectState, openHost } from "./support/host.js";
import { CUSTOMER, STALE, openRecording, row } from "./support/recording.js";
import { answer, complete, contextFor, problem, serve } from "./support/service.js";
import { STATES } from "./support/states.js";

const SOURCES = new URL("../../src/", import.meta.url);
const API = JSON.parse(readFileSync(new URL("api.json", SOURCES), "utf8"));
/** The panel's own sections, and one of a host's. */
const OWN = "orders";
const SECTIONS = [...API.types.SectionName.match(/(?<=")[a-z]+(?=")/g), `own-${OWN}`];

/** Read by the class beside its own attributes; every HTML element has them. */
const GLOBAL_ATTRIBUTES = ["lang", "dir"];
/** The life cycle that the browser calls, and nobody else. */
const REACTIONS = ["constructor", "connectedCallback", "connectedMoveCallback", "disconnectedCallback", "adoptedCallback", "attributeChangedCallback"];

const names = (members) => members.map(({ name }) => name).sort();
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const sorted = (items) => [...new Set(items)].sort();

test("attributes, properties, methods and statics are those of the class", async ({ page }) => {
  await serve(page);
  const panel = await openHost(page);
  await expectState(panel, "empty");
  const found = await panel.evaluate((element) => {
    const own = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(element)));
    return {
      observed: element.constructor.observedAttributes,
      properties: own.filter(([, it]) => it.get).map(([name, it]) => `${name}${it.set ? "" : " (read-only)"}`),
      methods: own.filter(([, it]) => typeof it.value === "function").map(([name]) => name),
      statics: Object.getOwnPropertyNames(element.constructor).filter((name) => !["length", "name", "prototype", "observedAttributes"].includes(name)),
    };
  });
  const properties = API.properties.map(({ name, readonly }) => `${name}${readonly ? " (read-only)" : ""}`);
  expect(sorted(found.observed)).toEqual(sorted([...names(API.attributes), ...GLOBAL_ATTRIBUTES]));
  expect(sorted(found.properties)).toEqual(sorted([...API.attributes.map(({ name }) => camel(name)), ...properties]));
  expect(sorted(found.methods.filter((name) => !REACTIONS.includes(name)))).toEqual(names(API.methods));
  expect(sorted(found.statics)).toEqual(names(API.statics));
});

test("custom properties are those that the style sheets read", async () => {
  const sheets = readdirSync(SOURCES, { recursive: true }).filter((file) => file.endsWith(".css"));
  const used = sheets.flatMap((file) => readFileSync(new URL(file, SOURCES), "utf8").match(/var\(\s*--cc-[a-z-]+/g) ?? []);
  expect(sorted(used.map((it) => it.replace(/var\(\s*/, "")))).toEqual(names(API.customProperties));
});

/** Runs in the page: the tokens of all parts and the names of all slots that are in the panel now. */
function rendered(element) {
  const all = (selector) => [...element.shadowRoot.querySelectorAll(selector)];
  const states = ["loading", "ready", "empty", "error", "stale", "offline"].filter((name) => element.matches(`:state(${name})`));
  return { parts: all("[part]").flatMap((it) => [...it.part]), slots: all("slot").map((it) => it.name), state: element.state, states };
}

/** What no state of the list opens: the forms, and what a host adds. */
const OPENED = {
  ready: async (panel) => {
    await panel.getByRole("button", { name: "Record a check" }).click();
    await panel.getByRole("button", { name: "Promise something" }).click();
    await panel.evaluate((element, sections) => {
      element.sections = sections;
      element.rowActions = [{ id: "form", label: "Send a form", for: "question", icon: "outward" }];
      return element.updateComplete;
    }, SECTIONS.join(" "));
    await panel.locator(".row-toggle").first().click();
    await expect(panel.getByRole("button", { name: "Send a form" })).toBeVisible();
  },
};

test("parts, slots and states: all that is rendered is described, all that is described is rendered", async ({ context, baseURL }) => {
  test.setTimeout(240_000);
  const found = { parts: new Set(), slots: new Set(), states: new Set() };
  const take = async (panel, name) => {
    const { parts, slots, state, states } = await panel.evaluate(rendered);
    expect(states, `${name}: one state, and the same in CSS`).toEqual([state]);
    parts.forEach((it) => found.parts.add(it));
    slots.forEach((it) => found.slots.add(it));
    found.states.add(state);
  };
  for (const state of STATES.filter(({ name }) => name !== "before upgrade")) {
    const page = await context.newPage();
    const panel = await state.arrange(page, { width: 376, baseURL });
    await state.settled(panel);
    await take(panel, state.name);
    if (OPENED[state.name]) {
      await OPENED[state.name](panel);
      await take(panel, state.name);
    }
    await page.close();
  }
  const { panel } = await openRecording(await context.newPage(), {}, { properties: { department: "support" } });
  await panel.evaluate((element) => element.checkText("Could you tell me which router you have?").then(() => null));
  await expect(panel.locator("[part~=hint]")).toBeVisible();
  await take(panel, "a draft that asks what is known");
  const described = API.parts.flatMap(({ name }) => name === "section-{name}" ? SECTIONS.map((section) => `section-${section}`) : [name]);
  expect(sorted(found.parts)).toEqual(sorted(described));
  expect(sorted(found.slots)).toEqual(sorted(names(API.slots).map((name) => name.replace("{name}", OWN))));
  expect(sorted(found.states)).toEqual(names(API.states));
});

/** Keeps every event of ours that the element dispatches, whatever its name. */
async function listen(panel) {
  await panel.evaluate((element) => {
    globalThis.dispatched = [];
    const dispatch = element.dispatchEvent;
    element.dispatchEvent = (event) => {
      const { type, detail, bubbles, composed, cancelable } = event;
      globalThis.dispatched.push({ type, keys: Object.keys(detail).sort(), bubbles, composed, cancelable });
      return dispatch.call(element, event);
    };
  });
}

/** A working day: each step ends when its event has come. */
const STEPS = [
  ["cc-answer", async (panel) => {
    await row(panel, STALE).getByRole("button", { name: "Correct" }).click();
    await row(panel, STALE).getByRole("textbox").fill("9 Ash Lane, York");
    await row(panel, STALE).getByRole("textbox").press("Enter");
  }],
  ["cc-verify", async (panel) => {
    await panel.evaluate((element) => { element.department = "support"; });
    await panel.getByRole("button", { name: "Record a check" }).click();
    await panel.getByRole("checkbox", { name: "one-time code" }).check();
    await panel.getByRole("radio", { name: "Verified" }).check();
    await panel.getByRole("button", { name: "Save" }).click();
  }],
  ["cc-repeat-question", async (panel) => panel.evaluate((element) => element.checkText("Could you tell me which router you have?").then(() => null))],
  ["cc-navigate", async (panel) => {
    await row(panel, "router.model").locator(".row-toggle").click();
    await row(panel, "router.model").getByRole("button", { name: "Show in the timeline" }).first().click();
  }],
  ["cc-copy", async (panel) => panel.locator("button.copy").first().click()],
  ["cc-handoff", async (panel) => {
    await panel.getByRole("combobox", { name: "Hand over to" }).selectOption("sales");
    await panel.getByRole("button", { name: "Hand over", exact: true }).click();
  }],
  ["cc-error", async (panel, service) => {
    service.replace({ context: () => problem(500, "internal") });
    await panel.evaluate((element) => { element.customerId = "cus_02K3"; });
  }],
  ["cc-action", async (panel) => panel.getByRole("button", { name: "Retry" }).click()],
];

test("events: all that are dispatched are described, all that are described are dispatched", async ({ page }) => {
  const check = { id: "vrf_9", kind: "authentication", status: "verified", amr: ["otp"], source: "gateway", performedIn: { department: "support" } };
  const note = { id: "n9", kind: "handoff", author: "Rian M.", date: "2026-11-22T09:10:00Z", text: "", fromDepartment: "support", toDepartment: "sales" };
  const context = ({ customerId }) => answer(contextFor(customerId, (it) => {
    Object.assign(it, { notes: [], verifications: [] });
    const shown = it.answers.find(({ key }) => key === "router.model");
    shown.history = [{ action: "answered", at: "2026-11-03T09:16:00Z", in: { interactionId: "helpdesk:ticket:35436", department: "support" } }];
    return complete(it);
  }));
  const handlers = { context, verifications: () => answer(check, 201), notes: () => answer(note, 201) };
  const { panel, service } = await openRecording(page, handlers, { properties: { department: null } });
  await listen(panel);
  await panel.evaluate((element) => { element.customerId = null; });
  await expectState(panel, "empty");
  await panel.evaluate((element, id) => { element.customerId = id; }, CUSTOMER);
  await expectState(panel, "ready");
  const types = () => page.evaluate(() => globalThis.dispatched.map(({ type }) => type));
  for (const [type, act] of STEPS) {
    await act(panel, service);
    await expect.poll(types, { message: `${type} is dispatched` }).toContain(type);
  }
  const dispatched = await page.evaluate(() => globalThis.dispatched);
  const described = new Map(API.events.map((event) => [event.name, event]));
  for (const { type, keys, bubbles, composed, cancelable } of dispatched) {
    const event = described.get(type);
    expect(event, `${type} is described`).toBeTruthy();
    expect({ type, keys, bubbles, composed, cancelable }).toEqual({ type, keys: names(event.detail), bubbles: true, composed: true, cancelable: event.cancelable === true });
  }
  expect(sorted(dispatched.map(({ type }) => type))).toEqual(names(API.events));
});
