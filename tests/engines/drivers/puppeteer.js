// Firefox by WebDriver BiDi and Chromium by its own protocol, both through Puppeteer. Knows how they are started and
// asked, nothing of what is asked.

import puppeteer from "puppeteer-core";

/** Chromium's own look-ups would be noise and delay; the sandbox cannot start for root, who runs tests in containers. */
const CHROMIUM_FLAGS = [
  "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
];

/** How each preference of a person is told to Firefox. Zero and one are what its own settings page writes. */
const FIREFOX_PREFERENCES = {
  reducedMotion: { "ui.prefersReducedMotion": 1 },
  forcedColors: { "browser.display.document_color_use": 2 },
};

/** Starts the browser for a person with these preferences. */
export async function launch(browser, executablePath, preferences = {}) {
  const extraPrefsFirefox = Object.assign({}, ...Object.keys(preferences).map((name) => FIREFOX_PREFERENCES[name]));
  const started = await puppeteer.launch({
    browser, executablePath, headless: true, args: browser === "chrome" ? CHROMIUM_FLAGS : [], extraPrefsFirefox,
    ...(browser === "firefox" ? { protocol: "webDriverBiDi" } : {}),
  });
  return {
    version: await started.version(),
    open: async () => page(await started.newPage(), browser, preferences),
    close: () => started.close(),
  };
}

async function page(tab, browser, preferences) {
  await tab.setViewport({ width: 800, height: 900 });
  // Firefox was started with them; its protocol has no command for it.
  if (browser === "chrome" && Object.keys(preferences).length > 0) await prefer(tab, preferences);
  return {
    goto: (url) => tab.goto(url),
    evaluate: (run, ...values) => tab.evaluate(run, ...values),
    evaluateInFrame: async (find, run) => (await (await tab.evaluateHandle(find)).contentFrame()).evaluate(run),
    press: (...keys) => pressed(tab.keyboard, keys),
    type: (text) => tab.keyboard.type(text),
    close: () => tab.close(),
  };
}

async function prefer(tab, { reducedMotion, forcedColors }) {
  const session = await tab.createCDPSession();
  const features = [["prefers-reduced-motion", reducedMotion && "reduce"], ["forced-colors", forcedColors && "active"]];
  await session.send("Emulation.setEmulatedMedia", {
    features: features.filter(([, value]) => value).map(([name, value]) => ({ name, value })),
  });
}

/** The last key is pressed while the others are held. */
async function pressed(keyboard, keys) {
  const held = keys.slice(0, -1);
  for (const key of held) await keyboard.down(key);
  await keyboard.press(keys.at(-1));
  for (const key of held.reverse()) await keyboard.up(key);
}
