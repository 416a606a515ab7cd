// What a page around the panel can be, in every engine: strict, isolated, swapped, narrow, dark, right to left, printed,
// and with a person before it who wants less motion or more contrast.

import { expect, test } from "./engine.js";
import { POLICY, pagePath, panelTag, scriptTag } from "./pages.js";

const CUSTOMER = "cus_01J9";
const NAME = `Person ${CUSTOMER}`;

async function openReady(host, widget, description = {}) {
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: panelTag({ "customer-id": CUSTOMER }), ...description });
  await host.expectState("ready");
  await host.until(() => host.texts("[part~=title]"), [NAME]);
}

test("under a strict policy with Trusted Types nothing is refused", async ({ host, widget }) => {
  await openReady(host, widget);
  expect(await host.complaints()).toEqual([]);
  // The check can fail: the policy is in force.
  await host.evaluate(() => { document.body.setAttribute("style", "color: red"); });
  await host.until(() => host.complaints.filter((it) => it.startsWith("policy: style-src")).length, 1);
});

test("without wasm-unsafe-eval the panel says what is missing", async ({ host, widget }) => {
  const headers = { "content-security-policy": POLICY.replace(" 'wasm-unsafe-eval'", "") };
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: panelTag({ "customer-id": CUSTOMER }, "<p>Call the desk.</p>"), headers });
  await host.expectState("error");
  expect(await host.evaluate(() => host.panel.error.code)).toBe("wasm-csp");
  expect(await host.evaluate(() => host.texts("[part~=error]").join())).toContain("'wasm-unsafe-eval'");
  expect(await host.evaluate(() => host.panel.querySelector("p").checkVisibility()), "the page's own fallback is there").toBe(true);
});

test("without leave to fetch the module the panel says which directive", async ({ host, widget }) => {
  const headers = { "content-security-policy": POLICY.replace("connect-src 'self'", "connect-src 'none'") };
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: panelTag({ "customer-id": CUSTOMER }), headers });
  await host.expectState("error");
  expect(await host.evaluate(() => host.panel.error.code)).toBe("connect-csp");
});

test("in a cross-origin isolated page, with everything from another origin", async ({ host, widget }) => {
  const gateway = process.env.CC_BASE_URL.replace(/\/$/, "");
  const headers = {
    "content-security-policy": POLICY.replaceAll("'self'", `'self' ${gateway}`),
    "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp",
  };
  const { contacts: [{ customerId }] } = await (await fetch(`${gateway}/demo/queue`)).json();
  await host.open({ head: scriptTag(`${gateway}${widget}customer-context.js`), body: panelTag({ endpoint: gateway }), headers });
  expect(await host.evaluate(() => crossOriginIsolated)).toBe(true);
  await host.evaluate(({ gateway, customerId }) => {
    host.panel.tokenProvider = async ({ signal }) => {
      const body = JSON.stringify({ agent: "agent-test", department: "support", customer: customerId });
      return (await (await fetch(`${gateway}/demo/token`, { method: "POST", headers: { "content-type": "application/json" }, body, signal })).json()).token;
    };
    host.panel.customerId = customerId;
  }, { gateway, customerId });
  await host.expectState("ready");
  expect(await host.complaints()).toEqual([]);
});

test("a host that swaps its body, as Turbo does", async ({ host, widget }) => {
  await openReady(host, widget);
  const swapped = await host.evaluate(async () => {
    const before = host.panel;
    const body = document.createElement("body");
    const next = document.createElement("customer-context");
    Object.assign(next, { endpoint: "/fixture", customerId: "cus_next" });
    body.append(next);
    document.documentElement.replaceChild(body, document.body);
    await next.ready;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { old: before.shadowRoot.textContent, state: next.state };
  });
  expect(swapped.state).toBe("ready");
  expect(swapped.old, "the old page's panel is blank").not.toContain(NAME);
  await host.until(() => host.texts("[part~=title]"), ["Person cus_next"]);
  // A permanent element moves over into the next body and stays as it is.
  const kept = await host.evaluate(async () => {
    const { panel } = host;
    let asked = 0;
    panel.addEventListener("cc-load-start", () => { asked += 1; });
    const body = document.createElement("body");
    body.append(panel);
    document.documentElement.replaceChild(body, document.body);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [panel.state, asked];
  });
  expect(kept).toEqual(["ready", 0]);
  expect(await host.evaluate(() => host.footprint().instances)).toBe(1);
  expect(await host.complaints()).toEqual([]);
});

test("light and dark, by attribute and by the page's color-scheme", async ({ host, widget }) => {
  await openReady(host, widget);
  const look = () => host.evaluate(() => [host.style(null, "background-color"), host.style("[part~=title]", "color")]);
  const light = ["rgb(255, 255, 255)", "rgb(21, 24, 30)"];
  const dark = ["rgb(22, 25, 31)", "rgb(232, 234, 239)"];
  expect(await look()).toEqual(light);
  await host.evaluate(() => { host.panel.theme = "dark"; });
  expect(await look()).toEqual(dark);
  await host.evaluate(() => {
    host.panel.theme = null;
    document.documentElement.style.setProperty("color-scheme", "dark");
  });
  expect(await look()).toEqual(dark);
  await host.evaluate(() => { host.panel.theme = "light"; });
  expect(await look()).toEqual(light);
});

test("soft grounds follow their tone", async ({ host, widget }) => {
  await openReady(host, widget);
  const ground = () => host.evaluate(() => host.style(".alert:is(.bad, .warn), .passport:is(.ok, .warn, .bad)", "background-color"));
  const own = await ground();
  await host.evaluate(() => {
    for (const tone of ["danger", "warning", "success", "accent"]) host.panel.style.setProperty(`--cc-${tone}-soft`, "rgb(1, 2, 3)");
  });
  expect(own, "made of the tone").toMatch(/^oklch\(0\.9[56]/);
  expect(await ground()).toBe("rgb(1, 2, 3)");
});

test("from right to left", async ({ host, widget }) => {
  await openReady(host, widget, { lang: "ar", dir: "rtl" });
  const seen = await host.evaluate(() => {
    const [avatar, title] = ["[part~=avatar]", "[part~=title]"].map((it) => host.find(it).getBoundingClientRect());
    return [host.style(".panel", "direction"), avatar.left >= title.right - 1, /[\u0600-\u06ff]/.test(host.texts("[part~=section-header]").join())];
  });
  expect(seen).toEqual(["rtl", true, true]);
});

test("at 400 per cent, which leaves 320 by 256 pixels, nothing is cut off and nothing scrolls sideways", async ({ host, widget }) => {
  await host.open({ body: `<iframe width="320" height="256"></iframe>` });
  const inner = panelTag({ "customer-id": CUSTOMER });
  const path = pagePath({ head: scriptTag(`${widget}customer-context.js`), body: inner });
  const seen = await host.evaluate(async (path) => {
    const frame = document.querySelector("iframe");
    frame.src = path;
    await new Promise((resolve) => { frame.onload = resolve; });
    const { panel } = frame.contentWindow.host;
    await panel.ready;
    await panel.updateComplete;
    const cut = [...panel.shadowRoot.querySelectorAll("h2, h3, p, dt, dd, button, li")]
      .filter((it) => it.checkVisibility() && !it.closest(".spoken"))
      .filter((it) => it.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1)
      .map((it) => `${it.localName} ${it.className} ${it.textContent}`);
    const { documentElement: root } = frame.contentDocument;
    return { state: panel.state, width: frame.contentWindow.innerWidth, cut, sideways: root.scrollWidth > root.clientWidth };
  }, path);
  expect(seen).toEqual({ state: "ready", width: 320, cut: [], sideways: false });
});

test("who wants less motion gets none", async ({ host, widget, preferring }) => {
  const waiting = { head: scriptTag(`${widget}customer-context.js`), body: panelTag({ endpoint: "/fixture", loading: "lazy", hidden: "" }) };
  const moving = async (page) => {
    await page.open(waiting);
    await page.until(() => host.panel.matches(":defined") && host.panel.state, "loading");
    return page.evaluate(() => {
      host.panel.hidden = false;
      return [matchMedia("(prefers-reduced-motion: reduce)").matches, host.style(".skeleton", "animation-name")];
    });
  };
  expect(await moving(host)).toEqual([false, "breathe"]);
  expect(await moving(await preferring("reducedMotion"))).toEqual([true, "none"]);
});

test("with forced colours, what colour alone would say has an outline", async ({ host, widget, preferring, engine }) => {
  const forced = await preferring("forcedColors");
  const outline = (page) => page.evaluate(() => [matchMedia("(forced-colors: active)").matches, host.style(".passport, .alert, .badge", "border-top-style")]);
  await openReady(host, widget);
  expect(await outline(host)).toEqual([false, "none"]);
  // WebKit has no forced colours; the day it does, this says so.
  expect(forced === null).toBe(engine === "webkit");
  if (forced === null) return;
  await openReady(forced, widget);
  expect(await outline(forced)).toEqual([true, "solid"]);
});

test("printed, the page is light, as long as its rows and without what can only be pressed", async ({ host, widget }) => {
  const { contacts: [{ customerId }] } = await (await fetch(new URL("/demo/queue", process.env.CC_BASE_URL))).json();
  const body = JSON.stringify({ agent: "agent-test", department: "support", customer: customerId });
  const { token } = await (await fetch(new URL("/demo/token", process.env.CC_BASE_URL), { method: "POST", headers: { "content-type": "application/json" }, body })).json();
  await host.open({ head: scriptTag(`${widget}customer-context.js`), body: panelTag({ endpoint: "", theme: "dark" }) });
  await host.evaluate(({ customerId, token }) => Object.assign(host.panel, { customerId, tokenProvider: async () => token }) && null, { customerId, token });
  await host.expectState("ready");
  await host.until(() => host.texts("[data-testid=timeline-item]").length > 3, true);
  const seen = () => host.evaluate(() => {
    const list = host.find(".scroller").getBoundingClientRect();
    const rows = [...host.panel.shadowRoot.querySelectorAll("[data-testid=timeline-item]")].map((it) => it.getBoundingClientRect());
    return {
      ground: host.style(null, "background-color"),
      cut: rows.filter((it) => it.bottom > list.bottom + 1).length,
      empty: list.bottom - Math.max(...rows.map((it) => it.bottom)) > 200,
      buttons: host.texts(".button, .text-button, .icon-button, .copy, .filter, input").length > 0,
    };
  });
  expect(await seen(), "on the screen it is a dark window onto a long list").toMatchObject({ ground: "rgb(22, 25, 31)", buttons: true });
  // No protocol prints in all engines: the sheet's own rules for paper are put to use on the screen.
  await host.evaluate(() => {
    const rules = host.panel.shadowRoot.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
    for (const rule of rules) if (rule.media?.mediaText === "print") rule.media.mediaText = "screen";
  });
  expect(await seen()).toEqual({ ground: "rgb(255, 255, 255)", cut: 0, empty: false, buttons: false });
});
