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

/** Serves a long answer whose text `change` has changed, and opens it. */
async function openChanged(page, change) {
  const { items } = new History(3000);
  items[2900].sentiment = 0.25;
  const context = ({ customerId }) => {
    const given = answer(contextWith(customerId, items, "Maren Oakfield"));
    const body = change(given.body);
    expect(body).not.toBe(given.body);
    return { ...given, body };
  };
  await serve(page, { context });
  const panel = await open(page);
  await panel.evaluate((element) => { element.customerId = "cus_01J9"; });
  return panel;
}

test("a long answer that only a browser can read, or that can be cut in two ways, is read as the browser reads it", async ({ page }) => {
  const odd = {
    "half of an emoji": (body) => body.replace("Entry number 2900", "Entry number 2900 \\ud83d"),
    "a member named twice": (body) => body.replace('"sentiment":0.25', '"sentiment":0.25,"sentiment":0.5'),
    "the list named twice": (body) => body.replace('"interactions":', '"interactions":{"items":[]},"interactions":'),
    "the list's name in escapes": (body) => body.replace('"items":', '"\\u0069tems":'),
    "spaces everywhere": (body) => JSON.stringify(JSON.parse(body), null, "\t"),
  };
  for (const [what, change] of Object.entries(odd)) {
    const panel = await openChanged(page, change);
    await expect(panel.getByTestId("meter"), what).toContainText("3,000 shown");
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }
});

test("an answer that breaks off within its list, or has something of another shape far down, shows nothing", async ({ page }) => {
  const odd = {
    "breaks off": (body) => body.slice(0, body.indexOf("Entry number 2900")),
    "no date": (body) => body.replace(/("description":"Entry number 2900".*?"startDateTime":)"[^"]*"/u, '$1"yesterday"'),
    "an element too few": (body) => body.replace('},{"id"', '},,{"id"'),
  };
  for (const [what, change] of Object.entries(odd)) {
    const panel = await openChanged(page, change);
    await expectState(panel, "error");
    await expect(panel.getByText("Maren Oakfield"), what).toHaveCount(0);
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }
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
