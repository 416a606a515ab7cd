// The element as a piece of a page: upgrade, attributes, moves, several on a page, and nothing left behind.

import { expect, test } from "@playwright/test";
import { expectState, openHost, scriptPath, watch } from "./support/host.js";
import { PENDING, answer, complete, contextFor, serve } from "./support/service.js";

const CUSTOMER = "cus_01J9";
const NAME = "Maren Oakfield";

/** A context under a name of its own, so that panels can be told apart. */
function named(customerId, full) {
  return contextFor(customerId, (context) => {
    context.profile.name = { full };
    return complete(context);
  });
}

/** How often a context was asked for; the stream opens in its own time. */
function contextsAsked(service) {
  return service.asked.filter(({ name }) => name === "context").length;
}

/** Loads the widget's script into a page that was opened without it. */
async function loadScript(page) {
  const path = await scriptPath(page);
  await page.evaluate((path) => import(path).then(() => customElements.whenDefined("customer-context")).then(() => null), path);
}

test("properties set before the upgrade are kept", async ({ page }) => {
  await serve(page);
  const panel = await openHost(page, { scripts: 0 });
  await panel.evaluate((element, id) => Object.assign(element, { customerId: id, density: "compact", tokenProvider: async () => "early" }), CUSTOMER);
  const [asked] = await Promise.all([page.waitForRequest(/\/context/), loadScript(page)]);
  expect(asked.headers().authorization).toBe("Bearer early");
  await expectState(panel, "ready");
  expect(await panel.evaluate((element) => [element.customerId, element.getAttribute("density")])).toEqual([CUSTOMER, "compact"]);
});

test("attributes written after the upgrade are applied in one update", async ({ page }) => {
  const service = await serve(page);
  const panel = await openHost(page);
  await expectState(panel, "empty");
  await panel.evaluate((element, id) => {
    element.setAttribute("customer-id", "cus_first_thought");
    element.setAttribute("density", "compact");
    element.setAttribute("customer-id", id);
  }, CUSTOMER);
  await expectState(panel, "ready");
  const customers = service.asked.filter(({ name }) => name === "context").map(({ customerId }) => customerId);
  expect(customers, "what nobody waited for is not asked for").toEqual([CUSTOMER]);
});

test("writing the same value again does nothing", async ({ page }) => {
  const service = await serve(page);
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER } });
  await expectState(panel, "ready");
  const before = contextsAsked(service);
  const changes = await panel.evaluate(async (element) => {
    let changes = 0;
    const observer = new MutationObserver((records) => { changes += records.length; });
    observer.observe(element.shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
    element.customerId = element.customerId;
    element.setAttribute("endpoint", "");
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
    observer.disconnect();
    return changes;
  });
  expect(changes).toBe(0);
  expect(contextsAsked(service)).toBe(before);
});

test("several panels keep to themselves and share one module", async ({ page }) => {
  await serve(page, { context: ({ customerId }) => answer(named(customerId, `Person ${customerId}`)) });
  const panels = await openHost(page, { panels: 3 });
  await panels.evaluateAll((elements) => elements.forEach((element, index) => { element.customerId = `cus_${index}`; }));
  for (let index = 0; index < 3; index += 1) {
    await expectState(panels.nth(index), "ready");
    await expect(panels.nth(index).getByRole("heading", { name: `Person cus_${index}` })).toBeVisible();
    for (const other of [0, 1, 2].filter((one) => one !== index)) {
      await expect(panels.nth(index).getByText(`Person cus_${other}`)).toHaveCount(0);
    }
  }
  const fetched = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length);
  expect(fetched).toBe(1);
});

test("the script may be there twice", async ({ page }) => {
  const seen = await watch(page);
  await serve(page);
  const panel = await openHost(page, { scripts: 2, attributes: { "customer-id": CUSTOMER } });
  // A second copy from another address is another module, which must leave the first one's element alone.
  const path = await scriptPath(page);
  await page.evaluate((path) => import(`${path}?again`).then(() => null), path);
  await expectState(panel, "ready");
  await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
  expect(seen.errors).toEqual([]);
});

test("a panel that was not to be had when it came into view is tried again", async ({ page }) => {
  await serve(page);
  const script = await scriptPath(page);
  let tries = 0;
  await page.route(`**${script}*`, (route) => {
    tries += 1;
    return tries === 1 ? route.abort() : route.continue();
  });
  const panel = await openHost(page, { scripts: 0, attributes: { "customer-id": CUSTOMER } });
  const warned = page.waitForEvent("console", { predicate: (entry) => entry.text().includes("is tried again") });
  const given = await page.evaluate((path) => import(path).then(({ load }) => load()).then(() => "loaded", (reason) => reason.name), script.replace(/\.js$/, "-lazy.js"));
  expect(given).toBe("TypeError");
  await warned;
  await expectState(panel, "ready");
  expect(tries).toBe(2);
});

test("moved, the panel keeps its customer and asks for nothing", async ({ page }) => {
  const service = await serve(page);
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER } });
  await expectState(panel, "ready");
  const before = contextsAsked(service);
  await page.evaluate(async () => {
    const place = document.body.appendChild(document.createElement("section"));
    place.append(document.querySelector("customer-context"));
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise(requestAnimationFrame);
  });
  await expectState(panel, "ready");
  await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
  expect(contextsAsked(service)).toBe(before);
});

test("removed, the panel is blank; put back, it shows its customer again", async ({ page }) => {
  await serve(page);
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER } });
  await expectState(panel, "ready");
  const gone = await page.evaluate(async (name) => {
    const element = document.querySelector("customer-context");
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    globalThis.kept = element;
    return !element.shadowRoot.textContent.includes(name);
  }, NAME);
  expect(gone).toBe(true);
  await page.evaluate(() => document.querySelector("main").append(globalThis.kept));
  await expectState(panel, "ready");
  await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
});

test("removed in the middle of a request, nothing happens afterwards", async ({ page }) => {
  const seen = await watch(page);
  await serve(page, { context: () => PENDING });
  const [request, panel] = await Promise.all([
    page.waitForRequest(/\/context/),
    openHost(page, { attributes: { "customer-id": CUSTOMER } }),
  ]);
  const [failed] = await Promise.all([
    page.waitForEvent("requestfailed", (one) => one.url() === request.url()),
    panel.evaluate((element) => element.remove()),
  ]);
  expect(failed.failure().errorText).toBe("net::ERR_ABORTED");
  expect(seen.errors).toEqual([]);
});

test("events bubble, leave the shadow root and hold ids only", async ({ page }) => {
  await serve(page);
  const panel = await openHost(page);
  await page.evaluate(() => {
    globalThis.heard = [];
    for (const name of ["cc-load-start", "cc-load", "cc-state-change", "cc-error", "cc-action"]) {
      document.addEventListener(name, ({ type, bubbles, composed, cancelable, detail, target }) =>
        globalThis.heard.push({ type, bubbles, composed, cancelable, detail, target: target.localName }));
    }
  });
  await panel.evaluate((element, id) => { element.customerId = id; }, CUSTOMER);
  await expectState(panel, "ready");
  const heard = await page.evaluate(() => globalThis.heard);
  const kinds = heard.map(({ type }) => type);
  for (const type of ["cc-load-start", "cc-load", "cc-state-change"]) expect(kinds).toContain(type);
  for (const event of heard) {
    expect(event).toMatchObject({ bubbles: true, composed: true, target: "customer-context" });
    expect(JSON.stringify(event.detail)).not.toContain("Oakfield");
  }
  expect(heard.find(({ type }) => type === "cc-load").detail).toEqual({ customerId: CUSTOMER, complete: true, failedSources: [] });
  expect(heard.findIndex(({ type }) => type === "cc-load-start")).toBeLessThan(heard.findIndex(({ type }) => type === "cc-load"));
});

test("a prevented action is left to the host", async ({ page }) => {
  const service = await serve(page, { context: () => ({ ...answer({}), status: 500 }) });
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER } });
  await expectState(panel, "error");
  const before = contextsAsked(service);
  await panel.evaluate((element) => element.addEventListener("cc-action", (event) => {
    event.preventDefault();
    globalThis.action = event.detail;
  }));
  await panel.getByRole("button", { name: "Retry" }).click();
  expect(await page.evaluate(() => globalThis.action)).toMatchObject({ action: "retry" });
  await panel.evaluate((element) => element.updateComplete);
  expect(contextsAsked(service)).toBe(before);
});

test("who is selected again at once is fetched and told of like anybody", async ({ page }) => {
  const service = await serve(page);
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER } });
  await expectState(panel, "ready");
  const told = await panel.evaluate(async (element, id) => {
    const states = [];
    element.addEventListener("cc-state-change", ({ detail }) => states.push(detail.state));
    const loaded = new Promise((resolve) => { element.addEventListener("cc-load", resolve, { once: true }); });
    element.customerId = "cus_in_between";
    element.customerId = id;
    const { detail } = await loaded;
    return { customer: detail.customerId, states };
  }, CUSTOMER);
  expect(told).toEqual({ customer: CUSTOMER, states: ["loading", "ready"] });
  const asked = service.asked.filter(({ name }) => name === "context").map(({ customerId }) => customerId);
  expect(asked).toEqual([CUSTOMER, CUSTOMER]);
});

test("ready, updateComplete, refresh and clear", async ({ page }) => {
  const names = ["First Name", "Second Name", "Third Name"];
  let at = 0;
  const service = await serve(page, { context: ({ customerId }) => answer(named(customerId, names[Math.min(at++, 2)])) });
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER } });
  await expectState(panel, "ready");
  expect(await panel.evaluate(async (element) => (await element.ready) === element)).toBe(true);
  await expect(panel.getByRole("heading", { name: names[Math.min(at, 3) - 1] })).toBeVisible();

  const asked = contextsAsked(service);
  await panel.evaluate((element) => element.refresh().then(() => null));
  await expect(panel.getByRole("heading", { name: names[Math.min(asked, 2)] })).toBeVisible();

  const shown = names[Math.min(at, 3) - 1];
  const cleared = await panel.evaluate((element, name) => {
    element.clear();
    return !element.shadowRoot.textContent.includes(name);
  }, shown);
  expect(cleared, "clear() works before it returns").toBe(true);
  await panel.evaluate((element) => element.updateComplete);
  await expectState(panel, "empty");
  await panel.evaluate((element, id) => { element.customerId = id; }, CUSTOMER);
  await expectState(panel, "ready");
});

test("a context supplied by the host asks the gateway for nothing", async ({ page }) => {
  const service = await serve(page);
  const panel = await openHost(page);
  await panel.evaluate((element, context) => { element.context = context; }, named("cus_supplied", NAME));
  await expectState(panel, "ready");
  await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
  expect(service.asked).toEqual([]);
});

// The module's stack is small: what is nested deeply has to be passed over without going down into it.
test("members that the contract does not know may be nested as deep as they like", async ({ page }) => {
  await serve(page);
  const panel = await openHost(page);
  const context = { ...named("cus_deep", NAME), extension: null };
  await panel.evaluate((element, context) => {
    for (let depth = 0; depth < 2_000; depth += 1) context.extension = { inner: [context.extension] };
    element.context = context;
  }, context);
  await expectState(panel, "ready");
  await expect(panel.getByRole("heading", { name: NAME })).toBeVisible();
});

test("data is asked for before the module is ready", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await serve(page);
  const panel = await openHost(page, { scripts: 0, attributes: { "customer-id": CUSTOMER } });
  const [request] = await Promise.all([page.waitForRequest(/\/context/), loadScript(page)]);
  expect((await request.response()).ok()).toBe(true);
  expect(await panel.evaluate((element) => element.state)).toBe("loading");
  release();
  await expectState(panel, "ready");
  const marks = await page.evaluate(() => Object.fromEntries(performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime])));
  expect(marks["cc:data-start"]).toBeLessThan(marks["cc:wasm-ready"]);
  expect(marks["cc:data"]).toBeLessThan(marks["cc:wasm-ready"]);
});

test("tokens and personal data stay out of attributes, addresses and storage", async ({ page }) => {
  const service = await serve(page);
  const token = `async () => "secret-token-canary"`;
  const panel = await openHost(page, { attributes: { "customer-id": CUSTOMER }, token });
  await expectState(panel, "ready");
  const left = await page.evaluate(async () => ({
    attributes: [...document.querySelector("customer-context").attributes].map(({ name, value }) => `${name}=${value}`).join(),
    html: document.documentElement.outerHTML,
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, (await indexedDB.databases()).length, await caches.keys()]),
  }));
  expect(JSON.stringify(left)).not.toMatch(/secret-token-canary|Oakfield/);
  expect(left.storage).toBe(JSON.stringify([{}, {}, "", 0, []]));
  expect(service.asked.map(({ url }) => url).join()).not.toMatch(/secret-token-canary|Oakfield|%40|4960706/);
});

test("five hundred mounts leave nothing behind", async ({ page }) => {
  test.slow();
  await serve(page);
  const panel = await openHost(page);
  await panel.evaluate((element) => element.ready.then(() => null));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const context = named("cus_supplied", NAME);
  const mountAndRemove = (times) => page.evaluate(async ({ times, context }) => {
    for (let turn = 0; turn < times; turn += 1) {
      const element = document.createElement("customer-context");
      element.context = context;
      document.body.append(element);
      await element.ready;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, { times, context });
  const measure = async () => {
    for (let turn = 0; turn < 3; turn += 1) await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (wanted) => metrics.find(({ name }) => name === wanted).value;
    return { listeners: value("JSEventListeners"), nodes: value("Nodes"), heap: value("JSHeapUsedSize") };
  };

  // The first mounts fill pools and caches; what counts is what the next ones add.
  await mountAndRemove(100);
  const before = await measure();
  await mountAndRemove(500);
  const after = await measure();
  console.log(`500 mounts: listeners ${before.listeners} -> ${after.listeners}, nodes ${before.nodes} -> ${after.nodes}, heap ${before.heap} -> ${after.heap} bytes`);
  expect(after.listeners - before.listeners).toBeLessThanOrEqual(5);
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(50);
  expect(after.heap - before.heap).toBeLessThanOrEqual(300_000);
});
