// One Chromium and what it is opened on: a new tab for everything that is measured. Knows no candidate and no figure.

import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import { pages } from "./pages.js";
import { serve } from "./server.js";

/** Lighthouse's slow 4G. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWED = 4;
/** Whoever needs longer than this hangs. */
const DEADLINE_MS = 180_000;

/** Starts the browser and the server. `folders` hold the files, `scripts` are the candidates' by name. */
export async function launch({ executablePath, flags, port, folders, scripts }) {
  const args = [...flags, "--disable-gpu-watchdog", "--enable-blink-features=ForceEagerMeasureMemory", "--js-flags=--expose-gc"];
  const open = () => chromium.launch({ executablePath, args });
  let browser = await open();
  const here = dirname(fileURLToPath(import.meta.url));
  const server = await serve(port, [...folders, dirname(here)], pages(scripts));
  return {
    address: server.address,
    version: browser.version(),
    /** As below; a browser that is gone is started again. */
    async tab(path, drive, prepare) {
      // Whoever brings the browser down has failed, but not those who come after.
      if (!browser.isConnected()) browser = await open();
      return tab(browser, server.address + path, drive, prepare);
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/**
 * Opens an address in a context of its own. `drive` gets the page, a function that calls one of the page's functions,
 * and the debugging session; `prepare` gets the session before the page is there.
 */
async function tab(browser, address, drive, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 800, height: 900 }, timezoneId: "UTC", locale: "en-GB" });
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not done within ${DEADLINE_MS / 1000} s`)), DEADLINE_MS); });
  try {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    const session = await context.newCDPSession(page);
    await prepare(session);
    await page.goto(address);
    const call = (name, ...given) => page.evaluate(async ([name, given]) => {
      globalThis.bench ??= await import("/driver/scenarios.js");
      return globalThis.bench[name](...given);
    }, [name, given]);
    const result = await Promise.race([drive({ page, call, session }), late]);
    if (errors.length > 0) throw new Error(errors[0]);
    return result;
  } finally {
    clearTimeout(timer);
    // Of a browser that is gone there is nothing to close, and why it went has been said already.
    await context.close().catch(() => {});
  }
}

/** A machine so many times slower, or as it is. */
export const slow = (session, isSlow = true) => session.send("Emulation.setCPUThrottlingRate", { rate: isSlow ? SLOWED : 1 });

/** Before the page is there: a slow network and a slow machine. */
export async function slowNetwork(session) {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await slow(session);
}

/** One of the browser's own counters. */
export async function metric(session, wanted) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find((it) => it.name === wanted).value;
}
