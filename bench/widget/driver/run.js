// Checks the candidates, measures them against each other in one Chromium, and prints, as JSON, every sample by candidate
// and figure. Says on the error stream what it is doing. Knows the order of the work, not what is done in the page.
//
// Environment: CC_DIST and CC_TWINS (folders with the widget and the twins), CC_CANDIDATES, CC_ROUNDS (0 to check only),
// CC_MINUTES (no round begins later), CC_SIZE (how many interactions are many), CC_CYCLES, CC_PORT, CHROMIUM and
// CC_CHROMIUM_FLAGS (the browser).

import { readFileSync, statSync } from "node:fs";
import os from "node:os";
import { dirname, join } from "node:path";

import { launch } from "./browser.js";
import { schedule, takeAll } from "./plan.js";
import { check, stepsOf } from "./steps.js";

const env = process.env;
const [rounds, size, cycles] = [env.CC_ROUNDS, env.CC_SIZE, env.CC_CYCLES].map(Number);
const candidates = env.CC_CANDIDATES.split(",");
const scripts = Object.fromEntries(candidates.map((name) => [name, name === "widget" ? env.CC_WIDGET : `/${name}.js`]));
/** So many rows show what a panel does; how long it takes with more is the measurement's business. */
const CHECKED_SIZE = 200;

const samples = Object.fromEntries([...candidates, "objects"].map((name) => [name, {}]));
const failures = [];
const checks = {};
const say = (text) => process.stderr.write(`  ${text}\n`);

/** Keeps the samples of one tab; each figure is a list of rounds, each round a list of numbers. */
function keep(name, figure, values) {
  if (values.length > 0) (samples[name][figure] ??= []).push(values.map((value) => Math.round(value * 100) / 100));
}

/** Keeps pairs of moments as two figures. */
function keepPairs(name, figure, pairs) {
  keep(name, `${figure}.laidOut`, pairs.map(([laidOut]) => laidOut));
  keep(name, figure, pairs.map(([, painted]) => painted));
}

function onFailure(text) {
  failures.push(text);
  say(`  ${text}`);
}

/** Who does less is not measured: times of another panel say nothing. */
async function checkAll(browser) {
  for (const name of candidates) {
    say(`checking ${name}`);
    const report = await check(browser, name, scripts[name], CHECKED_SIZE).catch((error) => ({ passed: 0, faults: [error.message.split("\n")[0]], ledger: [] }));
    const { passed, faults, ledger } = report;
    const first = checks[candidates[0]]?.ledger ?? ledger;
    const other = ledger.findIndex((line, at) => line !== first[at]);
    if (ledger.length !== first.length || other >= 0) faults.push(`answers: “${ledger[other]}” instead of “${first[other]}”, ${ledger.length} instead of ${first.length}`);
    for (const fault of faults) say(`  ${fault}`);
    checks[name] = { passed, faults, ledger };
  }
  return candidates.filter((name) => checks[name].faults.length === 0);
}

/** What is large is made before anybody waits for it, and a browser's first page is slower than every later one. */
async function warmUp(browser) {
  const large = [`bench-9-${size}/context?whole=1`, ...[14, 15, 16].map((number) => `bench-${number}-${size}/context`)];
  for (const path of large) await (await fetch(`${browser.address}/v1/customers/${path}`)).arrayBuffer();
  await browser.tab("/empty.html", async () => {});
}

/** Script tag to full panel, after brotli at its highest level. */
function criticalBytes(name) {
  if (name !== "widget") return statSync(join(env.CC_TWINS, `${name}.js.br`)).size;
  const script = join(env.CC_DIST, env.CC_WIDGET);
  const manifest = JSON.parse(readFileSync(join(dirname(script), "integrity.json"), "utf8"));
  const module = Object.keys(manifest).find((file) => file.endsWith(".wasm"));
  return [script, join(dirname(script), module)].reduce((sum, file) => sum + statSync(`${file}.br`).size, 0);
}

const started = Date.now();
const browser = await launch({
  executablePath: env.CHROMIUM, flags: env.CC_CHROMIUM_FLAGS.split(" "), port: Number(env.CC_PORT ?? 0), folders: [env.CC_TWINS, env.CC_DIST], scripts,
});
try {
  const able = await checkAll(browser);
  let taken = 0;
  // Without the widget there is nothing to compare with.
  if (rounds > 0 && able[0] === candidates[0]) {
    await warmUp(browser);
    for (const name of able) keep(name, "bytes", [criticalBytes(name)]);
    const steps = stepsOf({ browser, scripts, keep, keepPairs, size, cycles });
    const until = started + Number(env.CC_MINUTES) * 60_000;
    taken = await takeAll(schedule(steps, able, rounds), { rounds, until, say, onFailure });
  }
  const machine = { chromium: browser.version, cores: os.cpus().length, processor: os.cpus()[0]?.model ?? "" };
  const minutes = Math.round((Date.now() - started) / 6000) / 10;
  const outcome = Object.fromEntries(Object.entries(checks).map(([name, { passed, faults }]) => [name, { passed, faults }]));
  process.stdout.write(JSON.stringify({ rounds: taken, size, cycles, minutes, machine, checks: outcome, samples, failures }));
} finally {
  await browser.close();
}
