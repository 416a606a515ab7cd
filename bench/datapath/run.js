// Measures the three ways against each other and prints a Markdown table. Each measurement has a tab of its own, the ways
// take turns. Environment: CC_MODULES (a folder per way), CC_ROUNDS, CC_SIZE, CHROMIUM and CC_CHROMIUM_FLAGS.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

import { chromium } from "@playwright/test";

import { serve } from "../widget/driver/server.js";

const env = process.env;
const here = dirname(fileURLToPath(import.meta.url));
const ways = ["through-objects", "serde-json", "compact"];
const names = { "through-objects": "`JSON.parse` and serde-wasm-bindgen", "serde-json": "serde_json", compact: "columns, copied" };
const [size, rounds] = [Number(env.CC_SIZE), Number(env.CC_ROUNDS)];

const server = await serve(Number(env.CC_PORT ?? 0), [env.CC_MODULES, here, join(here, "..", "widget")], { "/empty.html": "<!doctype html><title>Data path</title>" });
const browser = await chromium.launch({ executablePath: env.CHROMIUM, args: env.CC_CHROMIUM_FLAGS.split(" ") });

async function measure(way, perPage, slowed) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}/empty.html`);
  const call = (name, ...given) => page.evaluate(async ([name, given]) => (await import("/page.js"))[name](...given), [name, given]);
  const bytes = await call("prepare", way, size, perPage);
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slowed });
  const result = await call("run", way);
  await context.close();
  if (result.held !== size) throw new Error(`${way} held ${result.held} of ${size}`);
  return { ...result, bytes };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const results = new Map();
try {
  for (let round = 1; round <= rounds; round += 1) {
    for (const perPage of [100, 2000]) {
      for (const slowed of [1, 4]) {
        for (const way of ways) {
          process.stderr.write(`  round ${round} of ${rounds}: ${way}, pages of ${perPage}, CPU / ${slowed}\n`);
          const key = `${way} ${perPage} ${slowed}`;
          results.set(key, [...(results.get(key) ?? []), await measure(way, perPage, slowed)]);
        }
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}

const sums = new Set([...results.values()].flat().map(({ checksum }) => checksum));
if (sums.size !== 1) throw new Error(`The ways do not hold the same: ${[...sums]}`);
const of = (way, perPage, slowed, what) => median(results.get(`${way} ${perPage} ${slowed}`).map((it) => it[what]));
const brotli = (way) => zlib.brotliCompressSync(readFileSync(join(env.CC_MODULES, way, "datapath_bg.wasm"))).length;
const cells = (way) => [
  names[way],
  `${(brotli(way) / 1000).toFixed(1)} kB`,
  `${(of(way, 2000, 1, "bytes") / 1e6).toFixed(1)} MB`,
  `${of(way, 2000, 1, "sum").toFixed(0)} ms`,
  `${of(way, 2000, 4, "sum").toFixed(0)} ms`,
  `${of(way, 100, 4, "longest").toFixed(1)} ms`,
  `${of(way, 2000, 4, "longest").toFixed(1)} ms`,
  `${(of(way, 2000, 1, "reserved") / 1e6).toFixed(1)} MB`,
];
const head = ["way", "module, brotli", "data", "all", "all, CPU / 4", "longest task, pages of 100, CPU / 4", "pages of 2,000, CPU / 4", "wasm memory grown"];
const rows = [head, ["---", ...head.slice(1).map(() => "---:")], ...ways.map(cells)];
process.stdout.write(`${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`);
