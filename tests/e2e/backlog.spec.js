// A context with more interactions than anybody sees at once: shown at once, read to its end in turns, and given up
// when it is not what it should be. The meter says how far it is.

import { expect, test } from "@playwright/test";
import { ANY_TOKEN, expectState, openHost } from "./support/host.js";
import { answer, complete, contextFor, serve } from "./support/service.js";
import { History } from "./support/timeline.js";

const MANY = 12_000;
const LAST = `Entry number ${MANY - 1}`;

function contextWith(customerId, items, name) {
  return contextFor(customerId, (context) => {
    context.profile.name = { full: name };
    context.interactions = { items, page: { limit: items.length, hasMore: false } };
    return complete(context);
  });
}

const open = (page) => openHost(page, { attributes: { sections: "timeline" }, width: 376, token: ANY_TOKEN });
const supply = (panel, context) => panel.evaluate((element, given) => { element.context = given; }, context);

test("what is handed over is on screen before all of it is read", async ({ page }) => {
  const service = await serve(page);
  const panel = await open(page);
  const seen = await panel.evaluate(async (element, context) => {
    const turns = [];
    const look = () => turns.push([performance.now(), element.shadowRoot.querySelector("[data-testid=meter]")?.textContent ?? ""]);
    const timer = setInterval(look, 0);
    element.context = context;
    const done = () => /12,000 shown/.test(turns.at(-1)?.[1] ?? "");
    for (let waited = 0; waited < 600 && !done(); waited += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    clearInterval(timer);
    return [...new Set(turns.map(([, text]) => text))];
  }, contextWith("cus_many", new History(MANY).items, "Maren Oakfield"));
  expect(seen.at(-1)).toContain("12,000 shown");
  expect(seen.filter((text) => /not loaded/.test(text)).length, "what is still to be read counts as not loaded").toBeGreaterThan(0);
  await panel.getByRole("searchbox").fill(`number ${MANY - 1}`);
  await expect(panel.getByText(LAST)).toBeVisible();
  await expect(panel.getByTestId("readback")).toContainText("1 of 12,000");
  expect(service.asked, "the gateway is asked for none of it").toEqual([]);
});

test("an answer that holds more than was asked for is read to its end", async ({ page }) => {
  const { items } = new History(3000);
  const service = await serve(page, { context: ({ customerId }) => answer(contextWith(customerId, items, "Maren Oakfield")) });
  const panel = await open(page);
  await panel.evaluate((element) => { element.customerId = "cus_01J9"; });
  await expect(panel.getByTestId("meter")).toContainText("3,000 shown");
  expect(service.asked.filter(({ name }) => name === "interactions")).toEqual([]);
});

test("one interaction of another shape, far down, and nothing is shown", async ({ page }) => {
  await serve(page);
  const panel = await open(page);
  const { items } = new History(3000);
  items[2900] = { ...items[2900], interactionDate: "yesterday" };
  await supply(panel, contextWith("cus_many", items, "Maren Oakfield"));
  await expectState(panel, "error");
  await expect(panel.getByText("Entry number 0")).toHaveCount(0);
  await expect(panel.getByText("Maren Oakfield")).toHaveCount(0);
});

test("the customer changes while the one before is read", async ({ page }) => {
  await serve(page);
  const panel = await open(page);
  const [before, after] = [new History(MANY, { every: 3, text: "canary" }), new History(5)];
  const traces = await panel.evaluate(async (element, [first, second]) => {
    const found = [];
    const look = () => { if (element.shadowRoot.textContent.includes("canary")) found.push(performance.now()); };
    element.context = first;
    await new Promise((resolve) => setTimeout(resolve, 120));
    element.context = second;
    const timer = setInterval(look, 5);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    clearInterval(timer);
    return found.length;
  }, [contextWith("cus_before", before.items, "Maren Oakfield"), contextWith("cus_after", after.items, "Noah Quill")]);
  expect(traces).toBe(0);
  await expect(panel.getByTestId("meter")).toContainText("5 shown");
});
