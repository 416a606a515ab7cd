// What the checks are written with: one browser per worker, one page per test. Knows the three engines by name and what
// can be asked of each.

import { existsSync } from "node:fs";

import { test as base, expect } from "@playwright/test";

import { launch as launchPuppeteer } from "./drivers/puppeteer.js";
import { launch as launchWebKit } from "./drivers/webkit.js";
import { pagePath } from "./pages.js";

/** Where Debian puts the programs; each variable names another. MiniBrowser's folder is named after the architecture. */
const PROGRAMS = {
  CHROMIUM: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
  FIREFOX: ["/usr/bin/firefox-esr", "/usr/bin/firefox"],
  WEBKIT_DRIVER: ["/usr/bin/WebKitWebDriver"],
  MINI_BROWSER: ["x86_64", "aarch64"].map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`),
  XVFB: ["/usr/bin/Xvfb"],
};

/** How each engine is started, and which preferences of a person it can be started with. */
const ENGINES = {
  chromium: { preferences: ["reducedMotion", "forcedColors"], launch: (wanted) => launchPuppeteer("chrome", program("CHROMIUM"), wanted) },
  firefox: { preferences: ["reducedMotion", "forcedColors"], launch: (wanted) => launchPuppeteer("firefox", program("FIREFOX"), wanted) },
  webkit: { preferences: ["reducedMotion"], launch: (wanted) => launchWebKit(webkit(), wanted) },
};

function webkit() {
  return { driver: program("WEBKIT_DRIVER"), browser: program("MINI_BROWSER"), screen: program("XVFB") };
}

function program(variable) {
  const found = process.env[variable] ?? PROGRAMS[variable].find((path) => existsSync(path));
  if (!found) throw new Error(`Found none of ${PROGRAMS[variable].join(", ")}: install it, or name it in ${variable}.`);
  return found;
}

export const test = base.extend({
  engine: [undefined, { option: true, scope: "worker" }],

  browser: [async ({ engine }, use) => {
    const browser = await ENGINES[engine].launch();
    await use(browser);
    await browser.close();
  }, { scope: "worker", timeout: 60_000 }],

  /** The folder with the widget's script, as the console page names it. */
  widget: [async ({}, use) => {
    const console = new URL("/index.html", process.env.CC_BASE_URL);
    const [, folder] = /src="([^"]*\/)customer-context\.js"/.exec(await (await fetch(console)).text());
    await use(new URL(folder, console).pathname);
  }, { scope: "worker" }],

  /** A page for the test, with `open(description)` for one of the host pages and `until` for waiting. */
  host: async ({ browser, baseURL }, use) => {
    const page = await browser.open();
    await use(hostOn(page, baseURL));
    await page.close();
  },

  /** Starts the engine once more for a person with preferences, or says that it cannot be. */
  preferring: async ({ engine, baseURL }, use) => {
    const started = [];
    await use(async (name) => {
      if (!ENGINES[engine].preferences.includes(name)) return null;
      started.push(await ENGINES[engine].launch({ [name]: true }));
      return hostOn(await started.at(-1).open(), baseURL);
    });
    for (const browser of started) await browser.close();
  },
});

function hostOn(page, baseURL) {
  const { evaluate } = page;
  /** Waits until what the page says is this. */
  const until = (run, expected, ...values) => expect.poll(() => evaluate(run, ...values), { message: String(run) }).toEqual(expected);
  return {
    ...page,
    until,
    open: (description) => page.goto(new URL(pagePath(description), baseURL).href),
    expectState: (state) => until(() => host.panel.state, state),
    complaints: () => evaluate(() => host.complaints),
  };
}

export { expect };
