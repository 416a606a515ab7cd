// What a web team gets wrong is said once in the console, with what to do and a code, and costs nothing but itself. Codes
// and their page are compared natively.

import { expect, test } from "@playwright/test";
import { expectState, openHost, watch } from "./support/host.js";
import { answer, problem, serve } from "./support/service.js";

const CUSTOMER = "cus_01J9";

/** What the panel said to the developer: the code at the end of each line. */
function codes(seen) {
  const own = seen.errors.filter((text) => text.startsWith("customer-context: "));
  return own.map((text) => /\[([a-z-]+)\]$/.exec(text)?.[1] ?? text);
}

async function open(page, attributes = {}, options = {}) {
  const seen = await watch(page);
  const service = await serve(page, options.handlers);
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER, ...attributes }, ...options });
  return { seen, service, panel };
}

test("a panel that is used as it should be says nothing", async ({ page }) => {
  const { seen, panel } = await open(page, { sections: "ledger own-notes", density: "COMPACT", "heading-level": "3", theme: " dark ", loading: "lazy" });
  await expectState(panel, "ready");
  await panel.evaluate(async (element) => {
    element.labels = { "section.own-notes": "Notes", "department.lending": "Lending", "contact.transfers.few": "{n}", panel: "Panel" };
    element.rowActions = [{ id: "x", label: "X", for: "question", icon: "check" }];
    element.identifiers = [{ type: "email", value: "abbie@example.com" }];
    element.labels = null;
    await element.expand("own-notes");
    await element.updateComplete;
  });
  expect(seen.errors).toEqual([]);
});

for (const [what, attributes, code, names] of [
  ["a token in an attribute", { token: "secret-token" }, "token-attribute", "tokenProvider"],
  ["a section that there is not", { sections: "ledger weather" }, "section-unknown", "weather"],
  ["a section of the host's with letters it cannot have", { sections: "ledger own-Notes" }, "section-unknown", "own-Notes"],
  ["a density that there is not", { density: "tight" }, "attribute-value", "comfortable, compact"],
  ["a theme that there is not", { theme: "pink" }, "attribute-value", "auto, light, dark"],
  ["a level that there is not", { "heading-level": "9" }, "attribute-value", "heading-level"],
  ["a loading that there is not", { loading: "later" }, "attribute-value", "eager, lazy"],
  ["an attribute in camel case", { contactId: "c1" }, "attribute-unknown", "contact-id"],
]) {
  test(`${what} is said once: ${code}`, async ({ page }) => {
    const { seen, panel } = await open(page, attributes, { panels: 2 });
    await expectState(panel.nth(0), "ready");
    await panel.nth(0).evaluate((element) => {
      element.contactReason = "again";
      return element.updateComplete;
    });
    expect(codes(seen)).toEqual([code]);
    expect(seen.errors[0]).toContain(names);
    expect(seen.errors[0]).not.toContain("secret-token");
  });
}

test("an endpoint that is none", async ({ page }) => {
  const { seen, panel } = await open(page, { endpoint: "ftp://gateway.example" });
  await expectState(panel, "error");
  expect(await panel.evaluate((element) => element.error)).toEqual({ code: "endpoint-missing" });
  expect(codes(seen)).toEqual(["endpoint-invalid"]);
});

test("no tokenProvider where the gateway wants a token", async ({ page }) => {
  const { seen, panel } = await open(page, {}, { token: "null", handlers: { context: () => problem(401, "unauthorized") } });
  await expectState(panel, "error");
  expect(codes(seen)).toEqual(["token-provider-missing"]);
});

test("a tokenProvider that throws", async ({ page }) => {
  const { seen, panel } = await open(page, {}, { token: `async () => { throw new Error("secret reason") }` });
  await expectState(panel, "error");
  expect(codes(seen)).toEqual(["token-provider-failed"]);
  expect(seen.errors.join(" ")).not.toContain("secret reason");
});

test("a gateway that needs no token asks for none, and nothing is said", async ({ page }) => {
  const { seen, panel } = await open(page, {}, { token: "null" });
  await expectState(panel, "ready");
  expect(codes(seen)).toEqual([]);
});

test("a context that is none", async ({ page }) => {
  const { seen, panel } = await open(page);
  await expectState(panel, "ready");
  await panel.evaluate((element) => { element.context = { customerId: "cus_1", profile: 7 }; });
  await expectState(panel, "error");
  expect(codes(seen)).toEqual(["context-malformed"]);
});

for (const [property, value, code] of [
  ["identifiers", "abbie@example.com", "property-type"],
  ["identifiers", [{ type: "email" }], "identifiers-incomplete"],
  ["labels", "Known", "property-type"],
  ["labels", { panel: 7 }, "property-type"],
  ["labels", { "section.legder": "Known" }, "label-unknown"],
  ["tokenProvider", "secret-token", "property-type"],
  ["rowActions", { id: "x" }, "property-type"],
  ["rowActions", [{ id: "x y", label: "X", for: "question" }], "row-action"],
  ["rowActions", [{ id: "retry", label: "X", for: "question" }], "row-action"],
  ["rowActions", [{ id: "x", for: "question" }], "row-action"],
  ["rowActions", [{ id: "x", label: "X", for: "promise" }], "row-action"],
  ["rowActions", [{ id: "x", label: "X", for: "question", icon: "rocket" }], "row-action"],
  ["rowActions", [null], "row-action"],
]) {
  test(`${property} = ${JSON.stringify(value)} is said once: ${code}`, async ({ page }) => {
    const { seen, panel } = await open(page, { sections: "ledger" }, { token: property === "tokenProvider" ? "null" : undefined });
    await expectState(panel, "ready");
    for (let times = 0; times < 2; times += 1) {
      await panel.evaluate((element, [property, value]) => {
        element[property] = value;
        return element.updateComplete;
      }, [property, structuredClone(value)]);
    }
    await expect.poll(() => codes(seen)).toEqual([code]);
    expect(seen.errors.join(" ")).not.toMatch(/abbie@|secret-token/);
    expect(await panel.evaluate((element) => element.state)).toBe("ready");
  });
}

test("a draft that is nowhere, and one that comes late", async ({ page }) => {
  const { seen, panel } = await open(page, { draft: "reply" });
  await expectState(panel, "ready");
  await expect.poll(() => codes(seen)).toEqual(["draft-not-found"]);
  await panel.evaluate((element) => {
    document.body.append(Object.assign(document.createElement("textarea"), { id: "note" }));
    element.draft = "note";
  });
  await page.waitForTimeout(3_500);
  expect(codes(seen)).toEqual(["draft-not-found"]);
});

test("a method that names no section", async ({ page }) => {
  const { seen, panel } = await open(page);
  await expectState(panel, "ready");
  expect(await panel.evaluate((element) => element.expand("weather"))).toBe(false);
  expect(codes(seen)).toEqual(["section-unknown"]);
});

test("configure() after the module was asked for", async ({ page }) => {
  const { seen, panel } = await open(page);
  await expectState(panel, "ready");
  await page.evaluate(() => customElements.get("customer-context").configure({ baseUrl: "/elsewhere/" }));
  expect(codes(seen)).toEqual(["configured-late"]);
});

test("a failure that is nobody's mistake is no advice", async ({ page }) => {
  const { seen, panel } = await open(page, {}, { handlers: { context: () => answer({}, 500) } });
  await expectState(panel, "error");
  expect(codes(seen)).toEqual([]);
});
