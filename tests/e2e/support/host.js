// A host page for one panel, served on the gateway's own origin under the policy of the documentation, and what the
// browser says about it. Knows the page around the panel, not what the panel shows.

import { expect } from "@playwright/test";

/** The policy a host is told to set, with nothing to spare. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Where the test pages live; nothing is stored there, the browser's request is answered by the test. */
const HOST_PATH = "/test-host.html";
const SETUP_PATH = "/test-host.js";

/** A token provider, as source: for a service in the gateway's place, which does not look at tokens. */
export const ANY_TOKEN = `async () => "test-token"`;

/** A token provider, as source: the demo gateway's, as a console's own server would give it. */
export const DEMO_TOKEN = `async ({ customerId, signal }) => {
  const body = JSON.stringify({ agent: "agent-test", department: "support", customer: customerId });
  const response = await fetch("/demo/token", { method: "POST", headers: { "content-type": "application/json" }, body, signal });
  return (await response.json()).token;
}`;

/** The path of the widget's script, as the console page names it. */
export async function scriptPath(page) {
  const html = await (await page.request.get("/index.html")).text();
  const source = html.match(/src="([^"]*customer-context\.js)"/)?.[1];
  expect(source, "index.html names the widget's script").toBeTruthy();
  return new URL(source, new URL("/index.html", "http://host.invalid")).pathname;
}

/**
 * Opens a page with one panel and returns a locator of it.
 *
 * `attributes` go into the markup; `token` is the source of the token provider, which is set before the widget's script
 * runs; `width` is that of the column; `scripts` is how often the widget's script is named (0 leaves the element
 * without its definition); `lang` and `dir` are the page's.
 */
export async function openHost(page, options = {}) {
  const { policy = POLICY, lang = "en", dir = "ltr", scripts = 1, panels = 1, placeholder = "", token = ANY_TOKEN } = options;
  const source = await scriptPath(page);
  const attributes = Object.entries({ endpoint: "", ...options.attributes }).map(([name, value]) => `${name}="${value}"`).join(" ");
  const panel = `<customer-context ${attributes}>${placeholder}</customer-context>`;
  const script = `<script type="module" src="${source}"></script>`;
  const body = `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Host</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"></head>
    <body><main><h1>Host</h1>${panel.repeat(panels)}</main><script type="module" src="${SETUP_PATH}"></script>${script.repeat(scripts)}</body></html>`;
  const setup = `for (const panel of document.querySelectorAll("customer-context")) panel.tokenProvider = ${token};`;
  await page.route(`**${HOST_PATH}`, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", headers: { "content-security-policy": policy }, body }));
  await page.route(`**${SETUP_PATH}`, (route) => route.fulfill({ contentType: "text/javascript", body: setup }));
  await page.goto(HOST_PATH);
  const host = page.locator("customer-context");
  if (options.width) await page.setViewportSize({ width: options.width + 16, height: 1000 });
  return host;
}

/** Everything the browser complains about, kept as it comes. Call before the first navigation. */
export async function watch(page) {
  const seen = { errors: [], reports: [], failed: [], dialogs: [], requests: [] };
  await page.exposeFunction("__reportViolation", (report) => seen.reports.push(report));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.__reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  page.on("console", (entry) => {
    if (["error", "warning", "assert"].includes(entry.type())) seen.errors.push(entry.text());
  });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("requestfailed", (request) => {
    // A request that the page gave up by itself is no failure: that is what leaving a customer looks like.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") seen.failed.push(`${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("dialog", (dialog) => {
    seen.dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  return seen;
}

/** Waits for the panel's own word about itself. */
export async function expectState(panel, state) {
  await expect.poll(() => panel.evaluate((element) => element.state), { message: `panel becomes ${state}` }).toBe(state);
}

/** Hands the panel a context and waits until the panel has left `loading` again. Returns the state it reached. */
export function supply(panel, context) {
  return panel.evaluate((element, context) => new Promise((resolve) => {
    element.context = context;
    const look = () => {
      if (element.state === "loading") element.addEventListener("cc-state-change", look, { once: true });
      else resolve(element.state);
    };
    look();
  }), context);
}

/** Turns the page and its panel into Arabic, which is written from right to left. */
export async function speakArabic(page, panel) {
  await page.evaluate(() => Object.assign(document.documentElement, { lang: "ar", dir: "rtl" }));
  await panel.evaluate((element) => {
    Object.assign(element, { lang: "ar", dir: "rtl" });
    return element.updateComplete;
  });
}
