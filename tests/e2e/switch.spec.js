// No trace of the previous customer: five hundred switches at random delays, with a canary in every text of every
// customer and a detector that looks at every change of the panel's DOM.

import { expect, test } from "@playwright/test";
import { openHost, watch } from "./support/host.js";
import { answer, complete, contextFor, serve } from "./support/service.js";
import { markTexts } from "./support/texts.js";

// Another customer's data on the screen, or a script that runs, is a failure if it happens once.
test.describe.configure({ retries: 0 });

const SWITCHES = 500;
const LONGEST_DELAY = 120;
const CUSTOMERS = 40;

const idOf = (number) => `cus_canary${number}`;

/** A context in which every text carries the number of its customer. */
function canaryContext(customerId) {
  const number = customerId.replace("cus_canary", "");
  return contextFor(customerId, (context) => markTexts(complete(context), (text, at) => `CANARY-${number}- ${text} ${at}`));
}

/** A repeatable sequence of numbers in [0, 1): a failure can be run again. */
function randomly(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Runs in the page before anything else. `detector.current` is the customer on screen; whatever carries the canary of
 * another one, in a text, an attribute or a control's value, is kept in `detector.found`.
 */
function installDetector() {
  const CANARY = /CANARY-(\d+)-/g;
  const detector = { current: null, found: [], looked: 0, requests: 0, root: null };
  globalThis.detector = detector;

  const textsOf = (node) => {
    const texts = [node.textContent ?? ""];
    const elements = node.querySelectorAll ? [node, ...node.querySelectorAll("*")] : [];
    for (const element of elements) {
      for (const attribute of element.attributes ?? []) texts.push(attribute.value);
      if (typeof element.value === "string") texts.push(element.value);
    }
    return texts;
  };
  detector.look = (when, node) => {
    detector.looked += 1;
    for (const text of textsOf(node)) {
      for (const [, number] of text.matchAll(CANARY)) {
        if (`cus_canary${number}` !== detector.current) detector.found.push(`${when}: ${number} under ${detector.current}`);
      }
    }
  };
  detector.observe = (root) => {
    detector.root = root;
    new MutationObserver((records) => {
      for (const record of records) for (const node of record.addedNodes) if (node.isConnected) detector.look("added", node);
      detector.look("changed", root);
    }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  };
  const send = globalThis.fetch;
  globalThis.fetch = (input, options) => {
    const address = String(input instanceof Request ? input.url : input);
    if (detector.root && address.includes("/v1/")) {
      detector.requests += 1;
      detector.look(`when ${address} was asked for`, detector.root);
    }
    // A network that does not honour the abort: late answers arrive although nobody wants them any more.
    return detector.deaf ? send(new Request(input, { ...options, signal: null })) : send(input, options);
  };
}

async function openDetected(page, handlers) {
  await page.addInitScript(installDetector);
  const service = await serve(page, handlers);
  const panel = await openHost(page);
  await panel.evaluate(async (element) => {
    await element.ready;
    globalThis.detector.observe(element.shadowRoot);
  });
  return { panel, service };
}

/** Switches through `plan`; what is waited for between two switches is part of the plan. */
function switchThrough(panel, plan) {
  return panel.evaluate(async (element, plan) => {
    const { detector } = globalThis;
    const loaded = (id) => new Promise((resolve) => {
      const done = (event) => {
        if (event.detail.customerId !== id) return;
        element.removeEventListener("cc-load", done);
        resolve();
      };
      element.addEventListener("cc-load", done);
    });
    // A switch that never arrives has to fail by name rather than by the test's own end.
    const inTime = (promise, describe) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(describe())), 20_000);
      promise.then(resolve).finally(() => clearTimeout(timer));
    });
    let shown = 0;
    for (const { id, pause } of plan) {
      const load = loaded(id);
      const before = detector.current;
      detector.current = id;
      element.customerId = id;
      // At once, before any task or microtask could tidy up.
      detector.look(`right after the switch from ${before}`, element.shadowRoot);
      if (pause === "none") continue;
      if (pause === "microtask") await null;
      if (pause === "frame") await new Promise(requestAnimationFrame);
      if (pause === "update") await element.updateComplete;
      if (pause === "load") {
        await inTime(load, () => `${id} after ${before}: ${element.state}, ${element.error?.code}`);
        await element.updateComplete;
        if (element.shadowRoot.textContent.includes(`CANARY-${id.replace("cus_canary", "")}-`)) shown += 1;
      }
    }
    return shown;
  }, plan);
}

function planOf(seed, switches) {
  const random = randomly(seed);
  const pauses = ["none", "microtask", "frame", "update", "load", "load"];
  let last = -1;
  return Array.from({ length: switches }, () => {
    const number = (last + 1 + Math.floor(random() * (CUSTOMERS - 1))) % CUSTOMERS;
    last = number;
    return { id: idOf(number), pause: pauses[Math.floor(random() * pauses.length)] };
  });
}

for (const deaf of [false, true]) {
  test(`${SWITCHES / 2} switches ${deaf ? "over a network that ignores aborts" : "with aborts honoured"} leave no trace`, async ({ page }) => {
    test.slow();
    const seen = await watch(page);
    const random = randomly(deaf ? 7 : 3);
    const late = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_DELAY));
      return answer(canaryContext(request.customerId));
    };
    const { panel } = await openDetected(page, { context: late });
    await page.evaluate((deaf) => { globalThis.detector.deaf = deaf; }, deaf);
    const plan = planOf(deaf ? 11 : 5, SWITCHES / 2);
    plan.push({ id: idOf(CUSTOMERS + 1), pause: "load" });
    const shown = await switchThrough(panel, plan);

    const detector = await page.evaluate(() => ({ ...globalThis.detector, root: null }));
    expect(detector.found).toEqual([]);
    expect(shown, "every customer that was waited for was shown").toBe(plan.filter(({ pause }) => pause === "load").length);
    expect(detector.looked).toBeGreaterThan(plan.length);
    expect(detector.requests, "requests were looked at").toBeGreaterThan(SWITCHES / 10);
    expect(seen.errors).toEqual([]);
  });
}

test("nobody selected and log-out leave no trace either", async ({ page }) => {
  const { panel } = await openDetected(page, { context: ({ customerId }) => answer(canaryContext(customerId)) });
  for (const [number, leave] of [[1, "customerId = ''"], [2, "removeAttribute('customer-id')"], [3, "clear()"]]) {
    await switchThrough(panel, [{ id: idOf(number), pause: "load" }]);
    await panel.evaluate((element, leave) => {
      globalThis.detector.current = null;
      if (leave === "clear()") element.clear();
      else if (leave.startsWith("remove")) element.removeAttribute("customer-id");
      else element.customerId = "";
      globalThis.detector.look(`right after ${leave}`, element.shadowRoot);
    }, leave);
    await panel.evaluate((element) => element.updateComplete);
    expect(await page.evaluate(() => globalThis.detector.found)).toEqual([]);
  }
});

/** Where a forgetful panel could leave something behind. Each runs in the page. */
const PLANTS = {
  "a text": (element) => element.shadowRoot.append("CANARY-99- planted"),
  "an attribute": (element) => element.shadowRoot.querySelector("*").setAttribute("title", "CANARY-99- planted"),
  "a control's value": (element) => {
    const input = document.createElement("input");
    input.value = "CANARY-99- planted";
    element.shadowRoot.append(input);
  },
};

test.describe("the detector", () => {
  for (const [where, plant] of Object.entries(PLANTS)) {
    test(`finds a canary planted in ${where}`, async ({ page }) => {
      const { panel } = await openDetected(page, { context: ({ customerId }) => answer(canaryContext(customerId)) });
      await switchThrough(panel, [{ id: idOf(1), pause: "load" }]);
      expect(await page.evaluate(() => globalThis.detector.found)).toEqual([]);
      await panel.evaluate(plant);
      await expect.poll(() => page.evaluate(() => globalThis.detector.found.length)).toBeGreaterThan(0);
    });
  }

  test("finds the previous customer when a service mixes customers up", async ({ page }) => {
    const mixed = ({ customerId }) => answer({ ...canaryContext(idOf(1)), customerId, profile: { ...canaryContext(idOf(1)).profile, id: customerId } });
    const { panel } = await openDetected(page, { context: mixed });
    await switchThrough(panel, [{ id: idOf(1), pause: "load" }, { id: idOf(2), pause: "load" }]);
    expect(await page.evaluate(() => globalThis.detector.found.length)).toBeGreaterThan(0);
  });
});
