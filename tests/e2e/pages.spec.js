// Every page of www/ as a visitor opens it, and the console as an agent uses it, on the real gateway.

import { readdirSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { DEMO_TOKEN, expectState, openHost, watch } from "./support/host.js";
import { pretend, tokenFor, waitingContacts } from "./support/gateway.js";

const WWW = new URL("../../www/", import.meta.url);
const inFolder = (folder, ending) => readdirSync(new URL(folder, WWW)).filter((name) => name.endsWith(ending));
const PAGES = [
  ...["", "examples/", "studio/", "docs/"].flatMap((folder) => inFolder(folder, ".html").map((name) => `/${folder}${name}`)),
  // The pages of the documentation are made of Markdown.
  ...inFolder("../docs/", ".md").map((name) => `/docs/${name.replace(".md", ".html")}`),
];

/** What the browser and the panel must say on pages that show a refusal or a mistake, and nothing else. */
const SPOKEN = {
  "/examples/csp-no-wasm.html": { errors: [], reports: [/^script-src wasm-eval/] },
  "/examples/states.html": { errors: [/404/, /401/, /\[context-malformed\]/, /\[token-provider-failed\]/], reports: [] },
  "/studio/index.html": { errors: [/\[token-provider-failed\]/], reports: [] },
};

/** Everything that was said matches something expected, and everything expected was said; how often is a matter of retries. */
function expectExactly(said, expected) {
  expect(said.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
  expect(expected.filter((pattern) => !said.some((text) => pattern.test(text)))).toEqual([]);
}

test("there are pages to look at", () => {
  expect(PAGES).toContain("/index.html");
  expect(PAGES.length).toBeGreaterThan(7);
});

for (const path of PAGES) {
  test(`${path} loads without a complaint`, async ({ page }) => {
    const seen = await watch(page);
    const response = await page.goto(path);
    expect(response.status()).toBe(200);
    expect(response.headers()["content-security-policy"], "a policy is set").toContain("default-src 'none'");
    await page.waitForFunction(() => [...document.querySelectorAll("customer-context")].every((panel) => panel.state && (panel.state !== "loading" || panel.dataset.state?.toLowerCase() === "loading")));
    await expect(page.locator("h1")).toHaveCount(1);
    if (path.startsWith("/examples/") && !path.endsWith("index.html")) await expect(page.locator("pre code").first()).not.toBeEmpty();

    const { errors, reports } = SPOKEN[path] ?? { errors: [], reports: [] };
    // A panel that the page makes later speaks later.
    await expect(() => expectExactly(seen.errors, errors)).toPass({ timeout: 10_000 });
    expectExactly(seen.reports, reports);
    expect(seen.failed).toEqual([]);
  });
}

test("picking a contact switches the customer, and ending it leaves nobody", async ({ page, request }) => {
  const contacts = await waitingContacts(request);
  await page.goto("/index.html?lang=en");
  const panel = page.locator("customer-context");
  const rows = page.getByRole("region", { name: "Contacts" }).getByRole("button");
  await expect(rows).toHaveCount(contacts.length);
  for (const index of [0, 1]) {
    await rows.nth(index).click();
    await expect(rows.nth(index)).toHaveAttribute("aria-current", "true");
    await expectState(panel, "ready");
    await expect(panel).toHaveAttribute("customer-id", contacts[index].customerId);
    await expect(panel).toHaveAttribute("contact-id", contacts[index].contactId);
    await expect(panel.getByRole("heading", { name: contacts[index].name })).toBeVisible();
  }
  const bar = page.getByRole("group", { name: "Contact in hand" });
  await bar.getByRole("button", { name: "Accept" }).click();
  await expect(page.locator(".pill")).toHaveText("Live");
  await bar.getByRole("button", { name: "Hold" }).click();
  await expect(page.locator(".pill")).toHaveText("On hold");
  await bar.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("One moment, please.");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("One moment, please.");
  await bar.getByRole("button", { name: "End" }).click();
  await expectState(panel, "empty");
  await expect(rows).toHaveCount(contacts.length - 1);
});

test("a transfer takes the contact to the other department with its hand-off", async ({ page, request }) => {
  const contacts = await waitingContacts(request);
  await page.goto("/index.html?lang=en");
  const panel = page.locator("customer-context");
  await page.getByRole("region", { name: "Contacts" }).getByRole("button").last().click();
  await expectState(panel, "ready");
  await page.getByRole("button", { name: "Accept" }).click();
  await panel.getByRole("button", { name: "Edit: Next" }).click();
  await panel.getByRole("textbox", { name: "Next" }).fill("Send the invoice of October again.");
  await panel.getByRole("combobox", { name: "Hand over to" }).selectOption("billing");
  const [saved] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith("/notes")),
    panel.getByRole("button", { name: "Hand over" }).click(),
  ]);
  expect(saved.ok()).toBe(true);
  await expect(panel).toHaveAttribute("department", "billing");
  await expect(page.getByRole("log")).toContainText("Transferred to Billing");
  await expectState(panel, "ready");
  await expect(panel).toHaveAttribute("customer-id", contacts.at(-1).customerId);
  await expect(panel.getByRole("heading", { name: "Hand-off" })).toBeVisible();
  await expect(panel.getByText("Send the invoice of October again.").first()).toBeVisible();
});

test("a contact can be transferred without a hand-off", async ({ page }) => {
  await page.goto("/index.html?lang=en");
  await page.getByRole("region", { name: "Contacts" }).getByRole("button").first().click();
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("button", { name: "Transfer", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Transfer to").selectOption("sales");
  await page.getByRole("dialog").getByRole("button", { name: "Transfer" }).click();
  await expect(page.locator("customer-context")).toHaveAttribute("department", "sales");
  await expect(page.getByRole("log")).toContainText("Transferred to Sales");
});

test("settings change the console and the panel", async ({ page }) => {
  await page.goto("/index.html?lang=en");
  const panel = page.locator("customer-context");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(panel).toHaveAttribute("theme", "dark");
  await page.getByRole("radio", { name: "Compact" }).check();
  await expect(panel).toHaveAttribute("density", "compact");
  await page.getByRole("radio", { name: "300" }).check();
  await expect.poll(async () => Math.round((await page.locator("#panel").boundingBox()).width)).toBe(300);
  await page.getByRole("combobox", { name: "Language" }).selectOption("ar");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  await expect(panel).toHaveAttribute("theme", "dark");
});

test("the drawer shows the panel's events with ids and nothing personal", async ({ page, request }) => {
  const [contact] = await waitingContacts(request);
  await page.goto("/index.html?lang=en");
  await page.getByRole("region", { name: "Contacts" }).getByRole("button").first().click();
  await expectState(page.locator("customer-context"), "ready");
  await page.getByRole("button", { name: /Events/ }).click();
  const drawer = page.getByRole("list", { name: "Events of the panel" });
  await expect(drawer).toContainText("cc-load");
  await expect(drawer).toContainText(contact.customerId);
  await expect(drawer).not.toContainText(contact.name);
});

test("without the gateway the console stays readable and says what to do", async ({ page }) => {
  await page.route("**/demo/queue", (route) => route.abort("connectionrefused"));
  await page.goto("/index.html?lang=en");
  await expect(page.getByRole("alert")).toContainText("The gateway does not answer.");
  await expect(page.getByRole("alert")).toContainText("cargo xtask demo");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.locator(".queue-row").first()).toBeVisible();
});

test("a source is broken and mended on its example page", async ({ page, request }) => {
  await page.goto("/examples/failing-source.html");
  const panel = page.locator("customer-context");
  await expectState(panel, "ready");
  const button = page.getByRole("button", { name: /^Time out/ }).first();
  await expect(button).toBeVisible();
  const name = (await button.getAttribute("aria-label")).replace("Time out: ", "");
  const retry = panel.getByRole("button", { name: `Retry: ${name}` });
  try {
    await button.click();
    await expect(retry).toBeVisible();
    await expect(panel.getByText("timed out").first()).toBeVisible();
    await page.getByRole("button", { name: `Mend: ${name}` }).click();
    await expect(retry).toHaveCount(0);
  } finally {
    const token = await tokenFor(request);
    const { sources } = await (await request.get("/v1/sources", { headers: { authorization: `Bearer ${token}` } })).json();
    await pretend(request, sources.find((source) => (source.name ?? source.id) === name).id, "ok");
  }
});

/** The waiting customer with the longest history, which has more than one page. */
async function longestHistory(request) {
  const contacts = await waitingContacts(request);
  const counted = await Promise.all(contacts.map(async ({ customerId }) => {
    const token = await tokenFor(request, customerId);
    const response = await request.get(`/v1/customers/${customerId}/interactions?limit=20`, { headers: { authorization: `Bearer ${token}` } });
    return { customerId, page: await response.json() };
  }));
  const [longest] = counted.sort((a, b) => b.page.total.value - a.page.total.value);
  expect(longest.page.page.hasMore, "somebody in the queue has a long history").toBe(true);
  return longest;
}

test("the timeline loads more, filters and searches", async ({ page, request }) => {
  const { customerId, page: first } = await longestHistory(request);
  const panel = await openHost(page, { attributes: { "customer-id": customerId }, width: 376, token: DEMO_TOKEN });
  await expectState(panel, "ready");
  const total = new Intl.NumberFormat("en").format(first.total.value);
  const shown = (count) => `${new Intl.NumberFormat("en").format(count)} of ${total}`;
  const facts = panel.locator(".section-timeline .facts");
  await expect(facts).toContainText(shown(20));

  await panel.getByRole("button", { name: "Load more" }).click();
  // Near its end the list goes on by itself: how far is a matter of its height.
  await expect(facts).not.toContainText(/(^|[^0-9,])20 of/);
  await expect(facts).toContainText(` of ${total}`);

  const [department, count] = Object.entries(first.facets.department).sort(([, a], [, b]) => a - b)[0];
  const names = { support: "Support", sales: "Sales", billing: "Billing", marketing: "Marketing", store: "Store", web: "Web" };
  await panel.getByRole("button", { name: new RegExp(`^${names[department]} [0-9]`) }).click();
  await expect(panel.getByTestId("readback")).toHaveText(`${names[department]}, ${shown(count)}`);
  await panel.getByRole("button", { name: "All", exact: true }).click();

  const described = first.items.find(({ description }) => /[a-z]{5}/.test(description ?? ""));
  const word = described.description.match(/[A-Za-z]{5,}/)[0];
  const search = panel.getByRole("searchbox");
  await search.fill(word);
  await expect(panel.getByText(described.description).first()).toBeVisible();
  await search.fill("zzzunfindablezzz");
  await expect(panel.getByText(/Nothing matches/)).toBeVisible();
  await panel.getByRole("button", { name: "Show everything" }).click();
  await expect(panel.getByTestId("readback")).toHaveCount(0);
  await expect(search).toHaveValue("");
});
