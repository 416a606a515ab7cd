// The panel in a frame of its own origin, in a page that forbids WebAssembly: the same attributes, properties, calls and
// events across, nothing from anybody else, and no customer on the page's side. The page has another origin than the
// gateway, which knows it as one that may call.

import { expect, test } from "@playwright/test";
import { contextOf, tokenFor, waitingContacts } from "./support/gateway.js";
import { scriptPath, watch } from "./support/host.js";

/** `browser.rs` starts the gateway with this origin allowed. */
const CONSOLE = "http://console.test";

/** A console page that allows neither WebAssembly nor styles of its own, with one framed panel. */
async function openConsole(page, { attributes = {}, token = "none", policy = "" } = {}) {
  const script = new URL((await scriptPath(page)).replace(/\.js$/, "-frame.js"), test.info().project.use.baseURL);
  const allowed = `default-src 'none'; script-src ${CONSOLE} ${script.origin}; frame-src ${script.origin}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`).join(" ");
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Console</title>
    <main><h1>Console</h1><customer-context-frame ${written}></customer-context-frame></main>
    <script type="module" src="/setup.js"></script><script type="module" src="${script}"></script></html>`;
  const setup = `document.querySelector("customer-context-frame").tokenProvider = async () => ${JSON.stringify(token)};`;
  await page.route(`${CONSOLE}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/setup.js") return route.fulfill({ contentType: "text/javascript", body: setup });
    if (pathname !== "/") return route.fulfill({ status: 204 });
    return route.fulfill({ contentType: "text/html", headers: { "content-security-policy": policy || allowed }, body });
  });
  await page.goto(`${CONSOLE}/`);
  return page.locator("customer-context-frame");
}

/** The panel inside. */
function panelIn(page) {
  return page.frameLocator("customer-context-frame iframe").locator("customer-context");
}

async function expectState(panel, state) {
  await expect.poll(() => panel.evaluate((element) => element.state), { message: `the frame's panel becomes ${state}` }).toBe(state);
}

test("a customer is shown where the page itself may not run WebAssembly", async ({ page, request }) => {
  const seen = await watch(page);
  const [{ customerId }] = await waitingContacts(request);
  const { profile } = await contextOf(request, customerId, "support");
  const attributes = { "customer-id": customerId, department: "support" };
  const framed = await openConsole(page, { attributes, token: await tokenFor(request, customerId) });
  await expectState(framed, "ready");
  await expect(panelIn(page).locator("[part~=title]")).toContainText(profile.name.full);
  expect(await page.locator("main").innerText(), "the page holds nothing of the customer").not.toContain(profile.name.full);
  // As tall as the panel: the frame itself does not scroll.
  await expect.poll(async () => (await framed.boundingBox()).height).toBeGreaterThan(400);
  expect(seen).toMatchObject({ errors: [], reports: [], failed: [] });
});

test("events, calls and properties cross, and a switch leaves nothing", async ({ page, request }) => {
  const [first, second] = await waitingContacts(request);
  const names = await Promise.all([first, second].map(async ({ customerId }) => (await contextOf(request, customerId, "support")).profile.name.full));
  const contexts = await Promise.all([first, second].map(({ customerId }) => contextOf(request, customerId, "support")));
  const framed = await openConsole(page);
  await expectState(framed, "empty");
  await framed.evaluate((element) => {
    globalThis.events = [];
    for (const name of ["cc-load", "cc-state-change", "cc-copy"]) {
      element.addEventListener(name, (event) => globalThis.events.push([name, event.detail.customerId ?? event.detail.state]));
    }
  });
  for (const [place, context] of contexts.entries()) {
    await framed.evaluate((element, value) => {
      element.context = value;
    }, context);
    await expect(panelIn(page).locator("[part~=title]")).toContainText(names[place]);
  }
  await expect(panelIn(page)).not.toContainText(names[0]);
  const events = await page.evaluate(() => globalThis.events);
  expect(events).toContainEqual(["cc-state-change", "ready"]);
  expect(await framed.evaluate((element) => element.collapse("timeline"))).toBe(true);
  expect(await framed.evaluate((element) => element.collapse("no-such-section"))).toBe(false);
  await framed.evaluate((element) => element.clear());
  await expectState(framed, "empty");
  await expect(panelIn(page)).not.toContainText(names[1]);
});

test("the page's tokens, language and direction reach the panel", async ({ page }) => {
  const framed = await openConsole(page, { attributes: { lang: "ar", dir: "rtl" } });
  await expectState(framed, "empty");
  await expect(panelIn(page)).toHaveAttribute("dir", "rtl");
  await framed.evaluate((element) => {
    element.style.setProperty("--cc-accent", "rgb(1, 2, 3)");
    element.style.setProperty("color-scheme", "dark");
  });
  const inside = panelIn(page);
  await expect.poll(() => inside.evaluate((element) => getComputedStyle(element).getPropertyValue("--cc-accent"))).toBe("rgb(1, 2, 3)");
  await expect.poll(() => inside.evaluate((element) => getComputedStyle(element).colorScheme)).toBe("dark");
});

test("an event that the page wants to prevent is prevented inside", async ({ page, request }) => {
  const [{ customerId }] = await waitingContacts(request);
  const framed = await openConsole(page, { attributes: { prevent: "cc-copy something-else" } });
  await expectState(framed, "empty");
  const prevented = (name) => panelIn(page).evaluate((element, name) => {
    const event = new CustomEvent(name, { cancelable: true, detail: { customerId: "c", field: "f" } });
    return !element.dispatchEvent(event);
  }, name);
  await expect.poll(() => prevented("cc-copy")).toBe(true);
  expect(await prevented("cc-navigate")).toBe(false);
  expect(customerId).toBeTruthy();
});

test("the agent's draft in the page is followed from the frame", async ({ page, request }) => {
  const [{ customerId }] = await waitingContacts(request);
  const attributes = { "customer-id": customerId, department: "support", draft: "reply" };
  const framed = await openConsole(page, { attributes, token: await tokenFor(request, customerId) });
  await expectState(framed, "ready");
  await framed.evaluate((element) => {
    globalThis.repeats = [];
    element.addEventListener("cc-repeat-question", ({ detail }) => globalThis.repeats.push(detail.key));
    document.querySelector("main").append(Object.assign(document.createElement("textarea"), { id: "reply" }));
  });
  const hint = panelIn(page).locator("[part~=hint]");
  await page.locator("#reply").fill("Can I have your account number?");
  await expect(hint).toContainText("Already answered: Account");
  await expect.poll(() => page.evaluate(() => globalThis.repeats)).toEqual(["account.number"]);
  await page.locator("#reply").evaluate((element) => (element.value = ""));
  await expect(hint).toHaveCount(0);
});

test("the page is told of what is unsaved in the frame", async ({ page, request }) => {
  const [{ customerId }] = await waitingContacts(request);
  const framed = await openConsole(page, { attributes: { "customer-id": customerId, department: "support" }, token: await tokenFor(request, customerId) });
  await expectState(framed, "ready");
  const state = () => framed.evaluate((element) => [element.hasUnsaved, element.matches(":state(unsaved)")]);
  expect(await state()).toEqual([false, false]);
  const panel = panelIn(page);
  await panel.getByRole("button", { name: "Promise something" }).click();
  await panel.locator("[part~=form] textarea, [part~=form] input[type=text]").first().fill("Call back");
  await expect.poll(state).toEqual([true, true]);
  await framed.evaluate((element) => element.clear());
  await expect.poll(state).toEqual([false, false]);
});

test("actions of the page's stand on the rows in the frame, and what is chosen is told with ids alone", async ({ page, request }) => {
  const [{ customerId }] = await waitingContacts(request);
  const framed = await openConsole(page, { attributes: { "customer-id": customerId, department: "support", sections: "own-orders timeline" }, token: await tokenFor(request, customerId) });
  await expectState(framed, "ready");
  await framed.evaluate((element) => {
    globalThis.actions = [];
    element.addEventListener("cc-action", ({ detail }) => globalThis.actions.push(detail));
    element.rowActions = [{ id: "open-ticket", label: "Open ticket", for: "interaction", icon: "outward" }];
  });
  const panel = panelIn(page);
  await expect(panel.locator("[part~=section]")).toHaveCount(1);
  const row = panel.locator("[part~=timeline-item]").first();
  await row.getByRole("button").first().click();
  await row.getByRole("button", { name: "Open ticket" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.actions)).toEqual([{ customerId, action: "open-ticket", id: expect.any(String) }]);
});

test("a language of the page's is read by the frame", async ({ page }) => {
  const framed = await openConsole(page, { attributes: { lang: "it", "lang-src": "/examples/lang/it.json" } });
  await expectState(framed, "empty");
  await expect(panelIn(page).getByText("Nessun cliente selezionato")).toBeVisible();
});

test("what the page slots stands around the frame, on the page", async ({ page }) => {
  const framed = await openConsole(page);
  await expectState(framed, "empty");
  await framed.evaluate((element) => {
    for (const slot of ["footer", "after", "before", "own-orders"]) element.append(Object.assign(document.createElement("p"), { slot, textContent: slot }));
  });
  const top = async (text) => (await page.getByText(text, { exact: true }).boundingBox()).y;
  const frame = await page.locator("customer-context-frame iframe").boundingBox();
  expect(await top("before")).toBeLessThan(frame.y);
  expect(await top("after")).toBeGreaterThanOrEqual(frame.y + frame.height);
  expect(await top("footer")).toBeGreaterThan(await top("after"));
  await expect(page.getByText("own-orders", { exact: true })).toBeHidden();
});

test("nobody else can steer the panel", async ({ page }) => {
  const framed = await openConsole(page);
  await expectState(framed, "empty");
  const forged = await page.evaluate(async () => {
    const frame = document.querySelector("customer-context-frame").shadowRoot.querySelector("iframe").contentWindow;
    const heard = [];
    const offer = (data, count = 1) => {
      const channels = Array.from({ length: count }, () => new MessageChannel());
      for (const { port1 } of channels) port1.onmessage = (event) => heard.push(event.data);
      frame.postMessage(data, "*", channels.map(({ port2 }) => port2));
      return channels[0]?.port1;
    };
    // A second greeting, and shapes that are none: text, a list, another version, more than the greeting, no port, two.
    const greeting = { "customer-context-frame": 1 };
    for (const data of [greeting, "customer-context-frame", [greeting], { "customer-context-frame": 2 }, { ...greeting, more: 1 }, null]) {
      offer(data)?.postMessage({ kind: "call", id: 0, method: "clear", parameters: [] });
    }
    offer(greeting, 0);
    offer(greeting, 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return heard;
  });
  expect(forged).toEqual([]);
  await expectState(framed, "empty");
});

test("a page of an unknown origin gets no panel in a frame", async ({ page }) => {
  const folder = new URL("./", new URL(await scriptPath(page), test.info().project.use.baseURL));
  const script = await (await page.request.get(new URL("customer-context-frame.js", folder).href)).text();
  const body = `<!doctype html><title>Stranger</title><customer-context-frame src="${folder}frame.html"></customer-context-frame>
    <script type="module" src="/frame.js"></script>`;
  await page.route("http://stranger.test/**", (route) => {
    const { pathname } = new URL(route.request().url());
    return pathname === "/" ? route.fulfill({ contentType: "text/html", body }) : route.fulfill({ contentType: "text/javascript", body: script });
  });
  const refused = page.waitForEvent("console", (entry) => /frame-ancestors/.test(entry.text()));
  await page.goto("http://stranger.test/");
  await refused;
  const framed = page.locator("customer-context-frame");
  expect(await framed.evaluate((element) => element.state)).toBe("loading");
  await expect(panelIn(page)).toHaveCount(0);
});
