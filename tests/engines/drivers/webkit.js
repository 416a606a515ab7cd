// WebKitGTK by its own WebDriver, in the small browser that comes with it, on a screen that nobody sees. Knows how these
// three programs are started and asked, nothing of what is asked.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Builder, Key } from "selenium-webdriver";

/** How long WebKitWebDriver may take until it takes requests. */
const READY_WITHIN_MS = 15_000;
const SCRIPT_TIMEOUT_MS = 60_000;

/** The keys that the checks press, by their names in the DOM. */
const NAMED_KEYS = {
  ArrowDown: Key.ARROW_DOWN, Control: Key.CONTROL, End: Key.END, Enter: Key.ENTER, Escape: Key.ESCAPE, Home: Key.HOME,
  PageDown: Key.PAGE_DOWN, PageUp: Key.PAGE_UP, Shift: Key.SHIFT, Tab: Key.TAB,
};

/** Starts screen, driver and browser for a person with these preferences. */
export async function launch({ driver: program, browser, screen: screenProgram }, preferences = {}) {
  const home = await mkdtemp(join(tmpdir(), "customer-context-webkit-"));
  await configure(home, preferences);
  const screen = await startScreen(screenProgram);
  const port = await freePort();
  // The cache stays the machine's: an empty one means to read every font before the first page.
  const environment = { ...process.env, DISPLAY: screen.display, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  const service = spawn(program, [`--port=${port}`], { env: environment, stdio: "ignore" });
  // A run that is broken off leaves neither behind.
  process.once("exit", () => [service, screen.child].forEach((child) => child.kill()));
  await answers(port);
  const capabilities = { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
  const session = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await session.manage().setTimeouts({ script: SCRIPT_TIMEOUT_MS });
  return {
    version: (await session.getCapabilities()).getBrowserVersion(),
    open: async () => page(session),
    close: async () => {
      await session.quit().catch(() => {});
      for (const child of [service, screen.child]) await ended(child);
      // The browser's own children write a last time while it ends.
      await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** WebKitGTK asks GTK what a person prefers. */
async function configure(home, { reducedMotion }) {
  const folder = join(home, "gtk-3.0");
  await mkdir(folder);
  await writeFile(join(folder, "settings.ini"), `[Settings]\ngtk-enable-animations=${reducedMotion ? 0 : 1}\n`);
}

/** The screen chooses its own number and writes it to a pipe. */
async function startScreen(program) {
  const child = spawn(program, ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [number] = await once(child.stdio[3], "data");
  return { child, display: `:${String(number).trim()}` };
}

function page(session) {
  return {
    goto: (url) => session.get(url),
    evaluate: (run, ...values) => evaluated(session, run, values),
    evaluateInFrame: (find, run) => evaluatedInFrame(session, find, run),
    press: (...keys) => pressed(session, keys),
    type: (text) => session.actions().sendKeys(text).perform(),
    close: () => session.get("about:blank"),
  };
}

/** WebDriver knows no promises, only a function that is called at the end. */
async function evaluated(session, run, values) {
  const script = `
    const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (${run})(...arguments[0])).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value, error } = await session.executeAsyncScript(script, values);
  if (error !== undefined) throw new Error(error);
  return value;
}

async function evaluatedInFrame(session, find, run) {
  await session.switchTo().frame(await session.executeScript(`return (${find})()`));
  try {
    return await evaluated(session, run, []);
  } finally {
    await session.switchTo().defaultContent();
  }
}

/** The last key is pressed while the others are held. Named keys have a code of their own, letters are themselves. */
async function pressed(session, keys) {
  const codes = keys.map((key) => NAMED_KEYS[key] ?? key);
  const held = codes.slice(0, -1);
  const actions = session.actions();
  for (const code of held) actions.keyDown(code);
  actions.sendKeys(codes.at(-1));
  for (const code of held.reverse()) actions.keyUp(code);
  await actions.perform();
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function answers(port) {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("WebKitWebDriver did not answer.");
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  await exit;
}
