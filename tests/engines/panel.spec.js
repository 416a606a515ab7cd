// The panel at work on the real gateway, in every engine: the right customer, real keys, searching, filtering, a live
// change by the stream, and the same in a frame.

import { randomUUID } from "node:crypto";

import { expect, test } from "./engine.js";
import { POLICY, panelTag, scriptTag } from "./pages.js";

const gateway = process.env.CC_BASE_URL?.replace(/\/$/, "");

async function tokenFor(customer) {
  const body = JSON.stringify({ agent: "agent-test", department: "support", customer });
  const response = await fetch(`${gateway}/demo/token`, { method: "POST", headers: { "content-type": "application/json" }, body });
  return (await response.json()).token;
}

async function ask(customer, what, init = {}) {
  const headers = { authorization: `Bearer ${await tokenFor(customer)}`, "content-type": "application/json", ...init.headers };
  const response = await fetch(`${gateway}/v1/customers/${customer}/${what}`, { ...init, headers });
  expect(response.ok, `${what}: ${response.status}`).toBe(true);
  return response.json();
}

/** The contact that waits first; its customer has a long history. */
async function firstContact() {
  const { contacts: [contact] } = await (await fetch(`${gateway}/demo/queue`)).json();
  return contact;
}

/** A page with a panel that shows the first contact's customer. */
async function openContact(host, widget, attributes = {}) {
  const { customerId } = await firstContact();
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: panelTag({ endpoint: "", department: "support", ...attributes }) });
  await select(host, customerId);
  await host.expectState("ready");
  return customerId;
}

async function select(host, customerId) {
  await host.evaluate(({ customerId, token }) => {
    host.panel.tokenProvider = async () => token;
    host.panel.customerId = customerId;
  }, { customerId, token: await tokenFor(customerId) });
}

/** What has the focus in the panel. */
const focused = () => {
  const { activeElement } = host.panel.shadowRoot;
  return activeElement && (activeElement.dataset.testid ?? activeElement.className.split(" ")[0]);
};

test("a customer of the real gateway, by name", async ({ host, widget }) => {
  const customerId = await openContact(host, widget);
  const { profile } = await ask(customerId, "context");
  await host.until(() => host.texts("[part~=title]"), [profile.name.full]);
  expect(await host.evaluate(() => host.texts("[data-testid=timeline-item]").length)).toBeGreaterThan(3);
  expect(await host.complaints()).toEqual([]);
});

test("Tab leads through the panel, from the ledger to one row of the timeline", async ({ host, widget }) => {
  // The customer of the fixtures has one row of each kind, and with it few stops.
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: panelTag({ "customer-id": "cus_01J9", sections: "ledger timeline" }) });
  await host.expectState("ready");
  const reached = [];
  for (let step = 0; step < 60 && reached.at(-1) !== "timeline-item"; step += 1) {
    await host.press("Tab");
    reached.push(await host.evaluate(focused));
  }
  expect(reached).toEqual(expect.arrayContaining(["row-toggle", "search", "filter", "timeline-item"]));
  const outline = await host.evaluate(() => getComputedStyle(host.panel.shadowRoot.activeElement).outlineStyle);
  expect(outline, "the focus is seen").toBe("solid");
});

test("arrows and letters in the ledger", async ({ host, widget }) => {
  await openContact(host, widget);
  await host.until(() => host.texts(".row-toggle").length > 2, true);
  const at = () => host.evaluate(() => {
    const { activeElement, firstElementChild } = host.panel.shadowRoot;
    const rows = [...(activeElement ?? firstElementChild).closest(".rows")?.querySelectorAll(".row-toggle") ?? []];
    return [rows.indexOf(activeElement), rows.length - 1, activeElement?.getAttribute("aria-expanded")];
  });
  await host.evaluate(() => host.find(".rows .row-toggle").focus());
  const [, last] = await at();
  expect(last).toBeGreaterThan(0);
  await host.press("ArrowDown");
  expect(await at()).toEqual([1, last, "false"]);
  await host.press("End");
  expect((await at())[0]).toBe(last);
  await host.press("Home");
  await host.press("Enter");
  await host.until(() => host.panel.shadowRoot.activeElement.getAttribute("aria-expanded"), "true");
  expect((await at())[0]).toBe(0);
});

test("keys in the timeline: from row to row, into one, out of the list", async ({ host, widget }) => {
  await openContact(host, widget);
  const row = () => host.panel.shadowRoot.activeElement?.getAttribute("aria-posinset");
  await host.evaluate(() => host.find("[data-testid=timeline-item]").focus());
  for (let step = 2; step <= 12; step += 1) {
    await host.press("PageDown");
    await host.until(row, String(step));
  }
  const inView = await host.evaluate(() => {
    const [it, list] = [host.panel.shadowRoot.activeElement, host.find(".scroller")].map((one) => one.getBoundingClientRect());
    return it.top >= list.top - 1 && it.bottom <= list.bottom + 1;
  });
  expect(inView).toBe(true);
  await host.press("PageUp");
  await host.until(row, "11");
  await host.press("Enter");
  await host.until(() => host.find("[data-testid=timeline-item] .opener[aria-expanded=true]") !== null, true);
  await host.press("Control", "Home");
  await host.until(() => host.panel.shadowRoot.activeElement.localName, "button");
});

test("a slash goes to the search, its letters stay there, and what is found is marked", async ({ host, widget }) => {
  const customerId = await openContact(host, widget);
  const { items } = await ask(customerId, "interactions?limit=20");
  const word = items.map(({ description }) => description?.match(/\p{L}{5,}/u)?.[0]).find(Boolean);
  await host.evaluate(() => {
    document.taken = [];
    document.addEventListener("keydown", ({ key }) => document.taken.push(key));
    host.find("[data-testid=timeline-item]").focus();
  });
  await host.press("/");
  await host.until(() => host.panel.shadowRoot.activeElement.type, "search");
  const heard = await host.evaluate(() => document.taken.length);
  await host.type(word);
  await host.until(() => host.find("[type=search]").value, word);
  await host.until((word) => host.texts("mark").length > 0 && host.texts("mark").every((it) => it.toLowerCase() === word), true, word.toLowerCase());
  expect(await host.evaluate(() => document.taken.length), "the console's shortcuts hear nothing").toBe(heard);
});

test("a filter by keyboard", async ({ host, widget }) => {
  await openContact(host, widget);
  await host.until(() => host.texts("button.filter[aria-pressed]").length > 2, true);
  const chosen = await host.evaluate(() => {
    const [, chip] = host.panel.shadowRoot.querySelectorAll("button.filter[aria-pressed]");
    chip.focus();
    return chip.textContent.match(/\p{L}+/u)[0];
  });
  await host.press("Enter");
  await host.until((chosen) => host.texts("[data-testid=readback]").join().includes(chosen), true, chosen);
  expect(await host.evaluate(() => host.panel.shadowRoot.activeElement.getAttribute("aria-pressed"))).toBe("true");
});

test("what happens elsewhere comes in by the stream", async ({ host, widget, engine }) => {
  const customerId = await openContact(host, widget);
  const description = `Told ${engine} live ${randomUUID()}`;
  const body = JSON.stringify({ id: `engines:call:${randomUUID()}`, type: "call", channel: "voice", department: "support", description });
  // The stream opens in its own time; what happened before that is in its first snapshot.
  await ask(customerId, "interactions", { method: "POST", body, headers: { "idempotency-key": randomUUID() } });
  await host.until((description) => host.text().includes(description), true, description);
});

test("framed, where the page itself may run no WebAssembly", async ({ host, widget }) => {
  const policy = POLICY.replace(" 'wasm-unsafe-eval'", "").replaceAll("'self'", `'self' ${gateway}`);
  const { customerId } = await firstContact();
  const { profile } = await ask(customerId, "context");
  const script = `${gateway}${widget}customer-context-frame.js`;
  await host.open({ head: scriptTag(script), body: `<customer-context-frame></customer-context-frame>`, headers: { "content-security-policy": policy } });
  await host.evaluate(() => { host.place = document.querySelector("customer-context-frame"); });
  await host.expectState("empty");
  const loaded = host.evaluate(() => host.heard("cc-load"));
  await select(host, customerId);
  expect(await loaded).toMatchObject({ customerId });
  await host.expectState("ready");
  await host.until(() => host.panel.getBoundingClientRect().height > 400, true);
  const title = () => document.querySelector("customer-context").shadowRoot.querySelector("[part~=title]").textContent;
  expect(await host.evaluateInFrame(() => host.find("iframe"), title)).toBe(profile.name.full);
  expect(await host.evaluate(() => document.body.innerText + host.text())).not.toContain(profile.name.full);
  expect(await host.complaints()).toEqual([]);
});
