// The page for team leads: figures as the gateway counts them, by department and range, without colour and without a
// gateway; and the console's guard, whose decisions arrive there.

import { expect, test } from "@playwright/test";
import { violations } from "./support/axe.js";
import { DEMO_TOKEN, expectState, openHost, watch } from "./support/host.js";
import { tokenFor, waitingContacts } from "./support/gateway.js";

const SUMMARY = "/v1/asks/summary";

async function summary(request, query = "") {
  const token = await tokenFor(request);
  const response = await request.get(`${SUMMARY}${query}`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.ok()).toBe(true);
  return response.json();
}

async function report(request, department, events) {
  const headers = { authorization: `Bearer ${await tokenFor(request, undefined, department)}`, "idempotency-key": crypto.randomUUID() };
  expect((await request.post("/v1/asks", { headers, data: { events } })).ok()).toBe(true);
}

const figure = (page, name) => page.locator(".totals > div").filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");
const count = async (locator) => Number((await locator.textContent()).replaceAll(",", ""));

async function open(page, query = "") {
  await page.goto(`/team.html${query}`);
  await expect(page.locator("#figures")).toHaveAttribute("aria-busy", "false");
}

test("shows the gateway's totals, a bar for each day, and departments that add up", async ({ page, request }) => {
  await open(page);
  const { totals, days } = await summary(request);
  expect(totals.avoided, "the demo has a history").toBeGreaterThan(100);
  expect(await count(figure(page, "Suggested"))).toBeGreaterThanOrEqual(totals.suggested - 100);
  await expect(page.locator(".chart svg g")).toHaveCount(days.length);
  await expect(figure(page, "Share avoided")).toHaveText(/^\d+(\.\d)?%$/);
  await expect(page.getByRole("status")).toHaveText(/^In 30 days [\d,]+ of [\d,]+ repeat asks were avoided: /);
  const rows = page.getByRole("region", { name: "Counts by department" }).locator("tbody tr");
  const columns = await rows.evaluateAll((rows) => rows.map((row) => Number(row.querySelector("td").textContent.replaceAll(",", ""))));
  expect(columns.reduce((a, b) => a + b, 0)).toBe(await count(figure(page, "Avoided")));
  await page.getByText("The days as a table").click();
  await expect(page.getByRole("region", { name: "Counts by day" }).locator("tbody tr")).toHaveCount(30);
});

test("a department and a range are chosen, kept in the address and come back", async ({ page, request }) => {
  await report(request, "billing", [{ kind: "avoided", count: 2 }, { kind: "happened", count: 1 }]);
  await open(page);
  await page.getByRole("radio", { name: "7", exact: true }).check();
  await expect(page.locator(".chart svg g")).toHaveCount(7);
  await page.getByRole("combobox", { name: "Department" }).selectOption("billing");
  await expect(page.getByRole("region", { name: "Counts by department" }).locator("tbody th")).toHaveText(["Billing"]);
  await expect(page).toHaveURL(/days=7&department=billing/);
  await page.reload();
  await expect(page.locator(".chart svg g")).toHaveCount(7);
  await expect(page.getByRole("combobox", { name: "Department" })).toHaveValue("billing");
  const from = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
  const { totals } = await summary(request, `?from=${from}&department=billing`);
  expect(await count(figure(page, "Asked all the same"))).toBe(totals.happened);
});

test("new counts are there at once", async ({ page, request }) => {
  await report(request, "store", [{ kind: "avoided", count: 1 }]);
  await open(page, "?department=store");
  const before = await count(figure(page, "Avoided"));
  await report(request, "store", [{ kind: "avoided", count: 3 }]);
  await open(page, "?department=store");
  expect(await count(figure(page, "Avoided"))).toBe(before + 3);
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing, ${theme}`, async ({ page }) => {
    await open(page, `?theme=${theme}`);
    await page.getByText("The days as a table").click();
    expect(await violations(page)).toEqual([]);
  });
}

for (const width of [320, 768, 1600]) {
  test(`at ${width} px nothing is cut off`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const chart = await page.locator(".chart svg").boundingBox();
    expect(chart.x + chart.width).toBeLessThanOrEqual(width);
  });
}

test("asks nobody but its own gateway", async ({ page, baseURL }) => {
  const seen = await watch(page);
  await open(page);
  expect(seen.requests.filter((url) => !url.startsWith(baseURL))).toEqual([]);
  expect([seen.errors, seen.reports, seen.failed]).toEqual([[], [], []]);
});

test("says so when the gateway does not answer, and tries again", async ({ page }) => {
  await page.route(`**${SUMMARY}*`, (route) => route.abort("connectionrefused"));
  await open(page);
  await expect(page.getByRole("alert")).toContainText("The gateway does not answer.");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".chart svg")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveText("");
});

test("what an agent takes out counts as avoided, what is sent all the same as happened", async ({ page, request }) => {
  await waitingContacts(request);
  const reports = [];
  page.on("request", (sent) => {
    if (sent.url().endsWith("/v1/asks")) reports.push(sent.postDataJSON());
  });
  const counted = (kind) => reports.flatMap(({ events }) => events).filter((event) => event.kind === kind).reduce((all, { count }) => all + count, 0);
  await page.goto("/index.html?lang=en");
  await page.locator(".queue-row").first().click();
  await expectState(page.locator("customer-context"), "ready");
  await page.getByRole("button", { name: "Accept" }).click();
  const draft = page.getByRole("textbox", { name: "Your message" });
  const known = page.locator("customer-context [part~=hint]");
  await expect(draft).toBeEnabled();
  await expect(async () => {
    await draft.fill("Good morning.");
    await draft.fill("What is your account number?");
    await expect(known).toContainText("Account", { timeout: 1_000 });
  }).toPass();
  await draft.fill("Good morning, I have your account here.");
  await page.keyboard.press("Enter");
  await expect.poll(() => counted("avoided")).toBe(1);
  expect(counted("happened")).toBe(0);
  expect(counted("suggested"), "what is on offer goes along").toBeGreaterThan(0);
  await draft.fill("What is your account number?");
  await expect(known).toContainText("Account");
  await page.keyboard.press("Enter");
  await expect.poll(() => counted("happened")).toBe(1);
  expect(counted("avoided")).toBe(1);
  for (const { events } of reports) for (const event of events) expect(Object.keys(event).sort()).toEqual(["count", "kind"]);
});

test("what is on offer is told when the page is hidden, once, and nothing after the panel is gone", async ({ page, request }) => {
  const [{ customerId, contactId }] = await waitingContacts(request);
  const answers = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/v1/asks")) answers.push(response);
  });
  const panel = await openHost(page, { attributes: { "customer-id": customerId, "contact-id": contactId, department: "support" }, token: DEMO_TOKEN });
  await expectState(panel, "ready");
  await expect(panel.getByText("Still to ask")).toBeVisible();
  expect(answers, "nothing is told before").toEqual([]);
  const hide = () => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  await page.evaluate(hide);
  await expect.poll(() => answers.length).toBe(1);
  expect(answers[0].status()).toBe(200);
  const sent = answers[0].request();
  const [{ kind, count }, ...others] = sent.postDataJSON().events;
  expect([kind, others]).toEqual(["suggested", []]);
  expect(count).toBeGreaterThan(0);
  expect(sent.headers()["idempotency-key"]).toMatch(/^[0-9a-f]{32}$/);
  await panel.evaluate((element) => element.setAttribute("contact-id", "another:contact"));
  await panel.evaluate((element) => element.updateComplete);
  await panel.evaluate((element) => element.remove());
  await page.evaluate(hide);
  await page.waitForTimeout(500);
  expect(answers.length).toBe(1);
});
