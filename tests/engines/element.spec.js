// The element as a piece of a page, in every engine: upgrade, moves, several, nothing left behind. What is checked here
// is what engines could do differently; that the panel is right is checked once, in tests/e2e.

import { expect, test } from "./engine.js";
import { panelTag, scriptTag } from "./pages.js";

const CUSTOMER = "cus_01J9";
const NAME = `Person ${CUSTOMER}`;
/** The step in which a module's memory grows, in bytes: WebAssembly's page. */
const WASM_PAGE = 65_536;

/** A page with one ready panel. */
async function openReady(host, widget, description = {}) {
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: panelTag({ "customer-id": CUSTOMER }), ...description });
  await host.expectState("ready");
}

async function expectCustomer(host, name) {
  await host.until(() => host.texts("[part~=title]"), [name]);
}

test("set before the upgrade and after it", async ({ host, widget }) => {
  await host.open({ body: panelTag({}, "<p>Loading</p>") });
  await host.evaluate(() => {
    Object.assign(host.panel, { customerId: "cus_early", density: "compact", tokenProvider: async () => "early" });
  });
  await host.evaluate((script) => host.load(script), `${widget}customer-context.js`);
  await expectCustomer(host, "Person cus_early");
  await host.expectState("ready");
  const kept = await host.evaluate(() => [host.panel.customerId, host.panel.getAttribute("density"), host.panel.matches(":state(ready)")]);
  expect(kept).toEqual(["cus_early", "compact", true]);
  await host.evaluate(() => { host.panel.customerId = "cus_late"; });
  await expectCustomer(host, "Person cus_late");
  expect(await host.complaints()).toEqual([]);
});

test("made by a script", async ({ host, widget }) => {
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: "<main></main>" });
  const state = await host.evaluate(async (customerId) => {
    await customElements.whenDefined("customer-context");
    const panel = document.createElement("customer-context");
    if (panel.hasAttributes() || panel.childNodes.length > 0) return "the constructor has written on the element";
    Object.assign(panel, { endpoint: "/fixture", customerId });
    document.querySelector("main").append(panel);
    return (await panel.ready).state;
  }, CUSTOMER);
  expect(state).toBe("ready");
  await expectCustomer(host, NAME);
  expect(await host.complaints()).toEqual([]);
});

// Another customer's data on the screen is a failure if it happens once.
test.describe("whom it shows", () => {
  test.describe.configure({ retries: 0 });

  test("a switch leaves no trace, in the very call and afterwards", async ({ host, widget }) => {
    await openReady(host, widget);
    const traces = await host.evaluate(async () => {
      const found = [];
      for (let turn = 0; turn < 25; turn += 1) {
        const before = host.panel.customerId;
        host.panel.customerId = `cus_turn${turn}`;
        if (host.text().includes(`Person ${before}`)) found.push(`${before} right after the switch`);
        await new Promise((resolve) => setTimeout(resolve, turn % 5 * 8));
        if (host.text().includes(`Person ${before}`)) found.push(`${before} a little later`);
      }
      return found;
    });
    expect(traces).toEqual([]);
    await expectCustomer(host, "Person cus_turn24");
  });
});

test("moved in the page, the panel keeps its customer and asks for nothing", async ({ host, widget }) => {
  await openReady(host, widget, { body: `${panelTag({ "customer-id": CUSTOMER })}<section></section>` });
  const states = await host.evaluate(async () => {
    const seen = [];
    host.panel.addEventListener("cc-state-change", ({ detail }) => seen.push(detail.state));
    host.panel.addEventListener("cc-load-start", () => seen.push("asked"));
    const place = document.querySelector("section");
    place.append(host.panel);
    await new Promise((resolve) => setTimeout(resolve, 50));
    // An engine without it moves elements as everybody did before.
    if (document.body.moveBefore) document.body.moveBefore(host.panel, place);
    else document.body.insertBefore(host.panel, place);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return seen;
  });
  expect(states).toEqual([]);
  await expectCustomer(host, NAME);
  expect(await host.complaints()).toEqual([]);
});

test("removed it is blank, put back it shows its customer again", async ({ host, widget }) => {
  await openReady(host, widget);
  const left = await host.evaluate(async () => {
    const { panel } = host;
    host.place = panel;
    panel.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const text = host.text();
    document.body.append(panel);
    return text;
  });
  expect(left).not.toContain(NAME);
  await expectCustomer(host, NAME);
});

test("removed and added five hundred times, nothing grows", async ({ host, widget }) => {
  test.slow();
  await openReady(host, widget);
  const BATCH = 50;
  const mountBatch = () => host.evaluate(async (times) => {
    const context = await (await fetch("/fixture/v1/customers/cus_mounted/context")).json();
    for (let turn = 0; turn < times; turn += 1) {
      const panel = document.createElement("customer-context");
      panel.context = context;
      document.body.append(panel);
      await panel.ready;
      panel.remove();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    return host.footprint();
  }, BATCH);
  // The first mounts fill pools and caches; what counts is what the next ones add.
  for (let done = 0; done < 100; done += BATCH) await mountBatch();
  const before = await mountBatch();
  expect(before).toMatchObject({ instances: 1 });
  expect(before.listeners, "the page's listeners are counted").toBeGreaterThan(0);
  let after = before;
  for (let done = 0; done < 500; done += BATCH) after = await mountBatch();
  expect({ ...after, memory: before.memory }).toEqual(before);
  // One step is where the allocator happens to stand; a mount that kept 132 bytes would take a second one.
  expect(after.memory - before.memory).toBeLessThanOrEqual(WASM_PAGE);
});

test("two panels, two endpoints", async ({ host, widget, baseURL }) => {
  const other = new URL("/fixture/", baseURL).href;
  const body = panelTag({ "customer-id": "cus_one" }) + panelTag({ "customer-id": "cus_two", endpoint: other });
  await openReady(host, widget, { body });
  await host.until(() => [...document.querySelectorAll("customer-context")].map((it) => it.shadowRoot.querySelector("[part~=title]")?.textContent), ["Person cus_one", "Person cus_two"]);
  expect(await host.evaluate(() => host.footprint().instances), "one module for both").toBe(1);
});

test("loaded twice, the first copy stays and nothing is said", async ({ host, widget }) => {
  const script = `${widget}customer-context.js`;
  await openReady(host, widget, { head: scriptTag(script) + scriptTag(`${script}?again`) });
  await expectCustomer(host, NAME);
  expect(await host.complaints()).toEqual([]);
});

test("loaded in two versions, the first stays and the console names both", async ({ host, widget }) => {
  const script = `${widget}customer-context.js`;
  await openReady(host, widget, { head: scriptTag(script) + scriptTag(`/other-version${script}`) });
  await expectCustomer(host, NAME);
  const own = await host.evaluate(() => customElements.get("customer-context").version);
  await host.until(() => host.complaints.length, 1);
  expect((await host.complaints())[0]).toMatch(new RegExp(`^warn: .*version ${own.replaceAll(".", "\\.")}; this is 999\\.0\\.0`));
});

for (const mode of ["open", "closed"]) {
  test(`inside ${mode === "open" ? "an open" : "a closed"} shadow root of the page`, async ({ host, widget }) => {
    await host.open({ head: scriptTag(`${widget}customer-context.js`), body: "<div></div>" });
    const heard = await host.evaluate(async ({ mode, customerId }) => {
      const panel = document.createElement("customer-context");
      Object.assign(panel, { endpoint: "/fixture", customerId });
      host.place = panel;
      const loaded = host.heard("cc-load");
      document.querySelector("div").attachShadow({ mode }).append(panel);
      return loaded;
    }, { mode, customerId: CUSTOMER });
    expect(heard, "events leave the page's root").toMatchObject({ customerId: CUSTOMER });
    await expectCustomer(host, NAME);
    expect(await host.complaints()).toEqual([]);
  });
}

test("with a closed root of its own", async ({ host, widget }) => {
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: "<main></main>" });
  const seen = await host.evaluate(async (customerId) => {
    await customElements.whenDefined("customer-context");
    customElements.get("customer-context").configure({ shadowMode: "closed" });
    const panel = document.createElement("customer-context");
    Object.assign(panel, { endpoint: "/fixture", customerId });
    document.body.append(panel);
    await panel.ready;
    return [panel.state, panel.shadowRoot, panel.getBoundingClientRect().height > 200, await panel.collapse("timeline")];
  }, CUSTOMER);
  expect(seen).toEqual(["ready", null, true, true]);
  expect(await host.complaints()).toEqual([]);
});

test("by the lazy script it is fetched when it comes near the window, wherever it stands then", async ({ host, widget }) => {
  await host.open({ head: scriptTag(`${widget}customer-context-lazy.js`), body: "<main></main><footer></footer>" });
  const seen = await host.evaluate(async ({ far, near }) => {
    const made = (customerId) => {
      const panel = Object.assign(document.createElement("customer-context"), { endpoint: "/fixture", customerId });
      Object.assign(panel.style, { display: "block", minBlockSize: "320px" });
      return panel;
    };
    const fetched = () => performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop()).filter((name) => /^customer-context/.test(name));
    const panel = made(far);
    const footer = document.querySelector("footer");
    footer.style.paddingBlockStart = "300vh";
    footer.append(panel);
    // Long enough for an observer to have looked at it twice.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = fetched();
    const section = document.createElement("section");
    section.append(made(near));
    document.querySelector("main").append(section);
    await customElements.whenDefined("customer-context");
    await Promise.all([panel.ready, host.panel.ready]);
    return { before, states: [panel.state, host.panel.state], customer: panel.customerId };
  }, { far: "cus_far", near: CUSTOMER });
  expect(seen).toEqual({ before: ["customer-context-lazy.js"], states: ["ready", "ready"], customer: "cus_far" });
  await expectCustomer(host, NAME);
  expect(await host.complaints()).toEqual([]);
});

test("as a classic script", async ({ host, widget }) => {
  await openReady(host, widget, { head: `<script defer src="${widget}customer-context.classic.js"></script>` });
  await expectCustomer(host, NAME);
  expect(await host.complaints()).toEqual([]);
});
