// Measures the candidates against each other in one Chromium and prints, as JSON, every sample by candidate and figure.
// Interleaved: each round opens new tabs for every candidate, in another order, so that a slower minute of the machine
// falls on all. Says on the error stream what it is doing. Knows the order of the work, not what is done in the page.
//
// Environment: CC_DIST and CC_TWINS (folders with the widget and the twins), CC_CANDIDATES, CC_ROUNDS, CC_SIZE (how many
// interactions are many), CC_CYCLES, CC_PORT, CHROMIUM and CC_CHROMIUM_FLAGS (the browser).

import { readFileSync, statSync } from "node:fs";
import os from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import { pages } from "./pages.js";
import { serve } from "./server.js";

const env = process.env;
const [rounds, size, cycles] = [env.CC_ROUNDS, env.CC_SIZE, env.CC_CYCLES].map(Number);
const candidates = env.CC_CANDIDATES.split(",");
const scripts = Object.fromEntries(candidates.map((name) => [name, name === "widget" ? env.CC_WIDGET : `/${name}.js`]));
/** Lighthouse's slow 4G. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWED = 4;
/** What is searched for: a word that many have, one with a diacritic, one number. */
const QUERIES = ["invoice", "zurich", String(Math.floor(size / 2) + 7)];

const samples = Object.fromEntries([...candidates, "objects"].map((name) => [name, {}]));
const failures = [];

/** Keeps the samples of one tab; each figure is a list of rounds, each round a list of numbers. */
function keep(name, figure, values) {
  if (values !== null && values.length > 0) (samples[name][figure] ??= []).push(values);
}

/** Keeps pairs of moments as two figures. */
function keepPairs(name, figure, pairs) {
  keep(name, `${figure}.laidOut`, pairs?.map(([laidOut]) => laidOut) ?? null);
  keep(name, figure, pairs?.map(([, painted]) => painted) ?? null);
}

const browser = await chromium.launch({
  executablePath: env.CHROMIUM,
  args: [...env.CC_CHROMIUM_FLAGS.split(" "), "--enable-blink-features=ForceEagerMeasureMemory", "--js-flags=--expose-gc"],
});
const here = dirname(fileURLToPath(import.meta.url));
const server = await serve(Number(env.CC_PORT ?? 0), [env.CC_TWINS, env.CC_DIST, dirname(here)], pages(scripts));

/** A new tab in a context of its own. `drive` gets the page, the page's functions and the debugging session. */
async function tab(path, drive, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 800, height: 900 }, timezoneId: "UTC", locale: "en-GB" });
  try {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    const session = await context.newCDPSession(page);
    await prepare(session);
    await page.goto(server.address + path);
    const call = (name, ...given) => page.evaluate(async ([name, given]) => {
      globalThis.bench ??= await import("/driver/scenarios.js");
      return globalThis.bench[name](...given);
    }, [name, given]);
    await drive({ page, call, session });
    if (errors.length > 0) throw new Error(errors[0]);
  } finally {
    await context.close();
  }
}

const slow = (session, rate) => session.send("Emulation.setCPUThrottlingRate", { rate });

/** Page, script, data and panel, over a slow network on a slow machine. */
const cold = (name) => tab(`/cold/${name}.html`, async ({ page }) => {
  keep(name, "cold", [await page.evaluate(() => globalThis.painted)]);
}, async (session) => {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await slow(session, SLOWED);
});

/** What a page pays for a panel that nobody has looked at yet, over the same page without it. */
async function idle(name) {
  const cost = async (path) => {
    const figures = {};
    await tab(path, async ({ page, session }) => {
      await page.waitForTimeout(400);
      const { metrics } = await session.send("Performance.getMetrics");
      figures.script = metrics.find((it) => it.name === "ScriptDuration").value * 1000;
      figures.bytes = await page.evaluate(() => performance.getEntriesByType("resource").reduce((sum, it) => sum + it.encodedBodySize, 0));
      figures.shift = await page.evaluate(() => globalThis.shifted);
    }, async (session) => {
      await session.send("Performance.enable");
      await slow(session, SLOWED);
    });
    return figures;
  };
  const [empty, own] = [await cost("/empty.html"), await cost(`/idle/${name}.html`)];
  keep(name, "idle.script", [Math.max(0, own.script - empty.script)]);
  keep(name, "idle.bytes", [own.bytes]);
  keep(name, "idle.shift", [own.shift]);
}

/** One customer with few interactions: the first press of a chip, later ones, other customers, news, memory. */
const warm = (name) => tab("/bench.html", async ({ call }) => {
  await call("start", name, scripts[name]);
  await call("open", "bench-1-20");
  const [first, ...later] = await call("filters", "bench-1-20", 10);
  keepPairs(name, "interaction.first", [first]);
  keepPairs(name, "interaction.warm", later.slice(1));
  keep(name, "memory.ready", [await call("memory")]);
  keepPairs(name, "switch", (await call("switches", 14)).slice(4));
  keepPairs(name, "rows.few", (await call("switches", 8, { all: 10 })).slice(2));
  keepPairs(name, "rows.many", (await call("switches", 8, { all: size, shown: 20 })).slice(2));
  await call("open", "bench-3-200");
  keepPairs(name, "jump.few", await call("jumps", "bench-3-200", [100, 5, 190, 5, 150]));
  await call("open", "bench-2-10");
  keepPairs(name, "insert.few", (await call("inserts", 2, 20)).slice(5));
});

/** One customer with many. Loading and news are on the slow machine, the rest is not. */
const big = (name) => tab("/bench.html", async ({ call, session }) => {
  const id = `bench-9-${size}`;
  await slow(session, SLOWED);
  await call("start", name, scripts[name]);
  const begun = await call("now");
  keepPairs(name, "load", [await call("open", id)]);
  const [count, longest] = await call("longTasksSince", begun);
  keep(name, "load.longTasks", [count]);
  keep(name, "load.longest", [longest]);
  await slow(session, 1);
  keep(name, "memory.many", [await call("memory")]);
  keepPairs(name, "filter", (await call("filters", id, 10)).slice(1));
  keepPairs(name, "search", (await call("searches", id, [...QUERIES, ...QUERIES])).filter((_, turn) => turn % 2 === 0));
  keepPairs(name, "jump.many", await call("jumps", id, [Math.floor(size / 2), 5, size - 10, 5, Math.floor(size / 3)]));
  keepPairs(name, "insert.many", (await call("inserts", 9, 20)).slice(5));
  await slow(session, SLOWED);
  const calm = await call("now");
  keepPairs(name, "insert.slow", await call("inserts", 10, 40));
  const [tasks] = await call("longTasksSince", calm);
  keep(name, "insert.longTasks", [tasks]);
});

/** What is left behind by panels that came and went. */
const cycle = (name) => tab("/bench.html", async ({ page, call, session }) => {
  await session.send("Performance.enable");
  const state = async () => {
    await page.evaluate(() => globalThis.gc());
    const { metrics } = await session.send("Performance.getMetrics");
    const metric = (wanted) => metrics.find((it) => it.name === wanted).value;
    return { bytes: await call("memory"), nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
  };
  await call("cycles", name, scripts[name], 50);
  const before = await state();
  await call("cycles", name, scripts[name], cycles);
  const after = await state();
  for (const what of ["bytes", "nodes", "listeners"]) keep(name, `cycles.${what}`, [after[what] - before[what]]);
});

/** The same data as plain objects, and nothing else in the page. */
const objects = () => tab("/bench.html", async ({ call }) => {
  const before = await call("memory");
  await call("keepObjects", `bench-9-${size}`);
  keep("objects", "memory.many", [(await call("memory")) - before]);
});

const started = Date.now();
const steps = [["cold", cold], ["idle", idle], ["warm", warm], ["big", big], ["cycles", cycle]];
let done = 0;
const planned = rounds * (candidates.length * (steps.length - 1) + 1) + Math.min(rounds, 3) * candidates.length;

async function step(round, label, name, run) {
  const left = done === 0 ? "" : `, about ${Math.ceil((((Date.now() - started) / done) * (planned - done)) / 60_000)} min left`;
  process.stderr.write(`  round ${round} of ${rounds}: ${label} ${name}${left}\n`);
  try {
    await run(name);
  } catch (error) {
    failures.push(`${label} ${name}: ${String(error.message).split("\n")[0].slice(0, 300)}`);
    process.stderr.write(`    ${failures.at(-1)}\n`);
  }
  done += 1;
}

try {
  // The first page of a browser is slower than every later one.
  await tab("/empty.html", async () => {});
  for (let round = 1; round <= rounds; round += 1) {
    for (const [label, run] of steps) {
      // What is left behind does not vary: a few rounds tell.
      if (label === "cycles" && round > 3) continue;
      for (let turn = 0; turn < candidates.length; turn += 1) {
        const name = candidates[(turn + round) % candidates.length];
        await step(round, label, name, run);
      }
    }
    await step(round, "data as", "objects", objects);
  }
  for (const name of candidates) keep(name, "bytes", [criticalBytes(name)]);
  const machine = { chromium: browser.version(), cores: os.cpus().length, processor: os.cpus()[0]?.model ?? "" };
  process.stdout.write(JSON.stringify({ rounds, size, cycles, machine, samples, failures }));
} finally {
  await browser.close();
  server.close();
}

/** Script tag to full panel, after brotli at its highest level. */
function criticalBytes(name) {
  if (name !== "widget") return statSync(join(env.CC_TWINS, `${name}.js.br`)).size;
  const script = join(env.CC_DIST, env.CC_WIDGET);
  const manifest = JSON.parse(readFileSync(join(dirname(script), "integrity.json"), "utf8"));
  const module = Object.keys(manifest).find((file) => file.endsWith(".wasm"));
  return [script, join(dirname(script), module)].reduce((sum, file) => sum + statSync(`${file}.br`).size, 0);
}
