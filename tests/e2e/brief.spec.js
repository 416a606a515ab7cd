// The brief and what explains a contact: lines that lead to their records, repeated contacts, incidents, campaigns and
// the consent guard.

import { expect, test } from "@playwright/test";
import { expectState, openHost } from "./support/host.js";
import { answer, complete, contextFor, serve } from "./support/service.js";

const REPEAT = { reason: "technical", count: 3, since: "2026-11-17T09:00:00Z", departments: ["support", "billing"], interactions: ["phone:call:CA1", "helpdesk:ticket:35436"] };
const INCIDENT = { id: "inc", severity: "warning", category: "incident", title: "Raised by the gateway", source: "gateway",
  incident: { product: "AX-3000", reason: "technical", count: 48, usual: 6 } };
const MARKETING = { purpose: "marketing", channel: "email", status: "withdrawn", statusDate: "2026-09-01T10:00:00Z", source: "crm" };
const DO_NOT_SELL = { purpose: "saleOrShare", status: "refused", statusDate: "2026-08-12T00:00:00Z", signal: "gpc", source: "shop" };

async function open(page, change = (it) => it, attributes = {}) {
  await serve(page, { context: () => answer(change(contextFor("cus_01J9", complete))) });
  const all = { "customer-id": "cus_01J9", "contact-id": "phone:call:CA1", "contact-reason": "technical", department: "billing", ...attributes };
  const panel = await openHost(page, { width: 376, attributes: all });
  await expectState(panel, "ready");
  return { panel, lines: panel.locator(".brief button"), alerts: panel.locator("[part~=alert]"), row: (mark) => panel.locator(`[data-record="${mark}"]`) };
}

test("three to five lines, the most important first", async ({ page }) => {
  const { lines } = await open(page, (it) => {
    it.commitments = [{ id: "late", text: "Send the router", status: "open", dueAt: "2026-11-21T17:00:00Z" }];
    it.alerts.push(INCIDENT);
    return { ...it, repeats: [REPEAT], verifications: [{ ...it.verifications[0], status: "failed" }] };
  });
  await expect(lines).toHaveText([/Verification failed.*1 failed attempt/, /Overdue:.*Send the router/, /48 contacts about AX-3000 · faults in 24 hours, usually 6/,
    /Card payment failed twice/, /3rd contact about faults in 5 days: Support, Billing/]);
});

for (const [name, change, line, mark] of [
  ["a promise", (it) => it, /Promised:/, "commitment:cm1"],
  ["an alert", (it) => it, /Card payment/, "alert:a1"],
  ["an answer", (it) => it, /To confirm:/, "answer:address.current"],
  ["a campaign", (it) => ({ ...it, consents: [], answers: [], alerts: [], commitments: [], campaigns: [{ ...it.campaigns[0], statusDate: "2026-11-21T18:00:00Z" }] }), /Campaign:/, "campaign:c9"],
  ["a check", (it) => ({ ...it, consents: [], answers: [], alerts: [], commitments: [], campaigns: [] }), /Identity verified/, "verification:vrf_7"],
]) {
  test(`a line about ${name} leads to its row by keyboard`, async ({ page }) => {
    const { panel, lines, row } = await open(page, change);
    const section = { commitment: "promises", answer: "ledger" }[mark.split(":")[0]];
    if (section) await panel.evaluate((element, section) => element.collapse(section), section);
    await lines.filter({ hasText: line }).press("Enter");
    await expect(row(mark).first()).toBeFocused();
    await expect(row(mark).first()).toBeInViewport();
  });
}

test("a line about an interaction leads into the timeline", async ({ page }) => {
  const { panel, lines } = await open(page);
  await lines.filter({ hasText: "Ticket open:" }).press("Enter");
  await expect(panel.getByTestId("timeline-item").filter({ hasText: "Router keeps rebooting" })).toBeInViewport();
});

test("where the panel has no such row, the host is asked", async ({ page }) => {
  const { panel, lines } = await open(page, (it) => it, { sections: "brief" });
  await page.evaluate(() => {
    globalThis.heard = [];
    document.addEventListener("cc-navigate", ({ detail }) => globalThis.heard.push(detail));
  });
  await lines.filter({ hasText: "Card payment" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.heard)).toEqual([{ customerId: "cus_01J9", kind: "alert", id: "a1" }]);
  await expect(panel.locator("[part~=alert]")).toHaveCount(0);
});

test("of a customer of whom nothing is known there is no brief", async ({ page }) => {
  const { panel, lines } = await open(page, (it) => ({ schemaVersion: "1.0", customerId: it.customerId, complete: true, profile: { id: it.customerId, kind: "individual" } }));
  await expect(lines).toHaveCount(0);
  await expect(panel.getByRole("heading", { name: "In brief" })).toHaveCount(0);
});

test("a repeated contact is said with its departments, and leads to the contacts", async ({ page }) => {
  const { panel, alerts } = await open(page, (it) => ({ ...it, repeats: [{ ...REPEAT, reason: "billing" }, REPEAT] }));
  const banner = alerts.filter({ hasText: "3rd contact about faults in 5 days: Support, Billing" });
  await expect(banner).toBeVisible();
  await banner.getByRole("button").click();
  await expect(panel.getByTestId("timeline-item").filter({ hasText: "Router keeps rebooting" })).toBeInViewport();
});

for (const [lang, said] of [
  ["en", "3rd contact about faults within the hour: Support, Billing"],
  ["de", "3. Kontakt zum Thema Störung innerhalb einer Stunde"],
  ["fr", "en moins d’une heure"],
  ["es", "en la última hora"],
  ["ar", "خلال ساعة"],
]) {
  test(`contacts of a few minutes are not counted in minutes (${lang})`, async ({ page }) => {
    const since = (it) => new Date(Date.parse(it.interactions.asOf ?? "2026-11-22T09:14:00Z") - 600_000).toISOString();
    await serve(page, { context: () => answer(contextFor("cus_01J9", (it) => complete({ ...it, repeats: [{ ...REPEAT, since: since(it) }] }))) });
    const panel = await openHost(page, { width: 376, lang, attributes: { "customer-id": "cus_01J9", "contact-id": "phone:call:CA1" } });
    await expect(panel.locator("[part~=alert]").filter({ hasText: said })).toBeVisible();
  });
}

test("a reason that is not repeated has no banner", async ({ page }) => {
  const { alerts } = await open(page, (it) => ({ ...it, repeats: [{ ...REPEAT, reason: "billing" }] }));
  await expect(alerts.filter({ hasText: "3rd contact" })).toHaveCount(0);
});

test("an incident is said in the agent's language, and not in the gateway's", async ({ page }) => {
  await serve(page, { context: () => answer(contextFor("cus_01J9", (it) => complete({ ...it, alerts: [INCIDENT] }))) });
  const panel = await openHost(page, { width: 376, lang: "de", attributes: { "customer-id": "cus_01J9" } });
  await expect(panel.locator("[part~=alert]").filter({ hasText: "48 Kontakte zum Thema AX-3000 · Störung in 24 Stunden, sonst 6" })).toBeVisible();
  await expect(panel.getByText("Raised by the gateway")).toHaveCount(0);
});

test("texts that stand side by side are not one word to those who copy or listen", async ({ page }) => {
  const { panel } = await open(page, (it) => ({ ...it, consents: [MARKETING], repeats: [REPEAT] }));
  const { looked, glued } = await panel.evaluate((element) => {
    const glued = [];
    const all = element.shadowRoot.querySelectorAll("[part~=alert], [part~=promise], .facts-line, .about, .meter-words");
    for (const item of all) {
      const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      let [before, button] = ["", null];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        // A button is a stop of its own.
        const apart = node.parentElement.closest("button") !== button;
        if (!apart && /[^\s(“•]$/u.test(before) && /^[\p{L}\p{N}(]/u.test(node.data)) glued.push(`${before}|${node.data}`);
        if (node.data !== "") [before, button] = [node.data, node.parentElement.closest("button")];
      }
    }
    return { looked: all.length, glued };
  });
  expect(looked).toBeGreaterThan(5);
  expect(glued).toEqual([]);
});

for (const [name, consents, shown, said] of [
  ["nothing stands against them", [], true, []],
  ["the customer withdrew consent", [MARKETING], false, ["No offers: the customer withdrew consent to marketing", /E-mail · .*2026.* · CRM/]],
  ["the customer refused marketing", [{ ...MARKETING, channel: undefined, status: "refused" }], false, ["No offers: the customer refused marketing"]],
  ["the consent has run out", [{ ...MARKETING, status: "expired" }], false, ["no longer valid"]],
  ["the data may not be sold", [DO_NOT_SELL], false, ["neither sold nor shared", "Global Privacy Control", "Web shop"]],
  ["consent is missing for another way only", [{ ...MARKETING, channel: "sms" }], true, ["Text message"]],
]) {
  test(`offers when ${name}`, async ({ page }) => {
    const { panel, alerts, lines } = await open(page, (it) => ({ ...it, consents, alerts: [], commitments: [], answers: [] }));
    await expect(alerts.filter({ hasText: "Autumn upgrade" })).toHaveCount(shown ? 1 : 0);
    await expect(lines.filter({ hasText: "Autumn upgrade" })).toHaveCount(shown ? 1 : 0);
    for (const text of said) await expect(alerts.filter({ hasText: text })).toHaveCount(1);
    await expect(panel.getByRole("button", { name: "Autumn upgrade" }).and(alerts.locator("button"))).toHaveCount(0);
  });
}
