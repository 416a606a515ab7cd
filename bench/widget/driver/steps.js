// What is measured: each step opens new tabs for one candidate and keeps what it finds. Knows the order of things in a
// tab, neither the rounds nor what is done in the page.

import { metric, slow, slowNetwork } from "./browser.js";

/** A word that several departments have. */
const FACETED = "the";

/**
 * `share` is of the rounds in which a step is taken: what varies little or takes long is taken less often. `seconds` is
 * what one candidate is expected to take until it is known.
 */
export function stepsOf({ browser, scripts, keep, keepPairs, size, cycles }) {
  const { tab } = browser;
  /** What is searched for: a word that many have, one with a diacritic, one number. */
  const queries = ["invoice", "zurich", String(Math.floor(size / 2) + 7)];
  const many = `bench-9-${size}`;

  /** Page, script, data and panel, over a slow network on a slow machine. */
  const cold = (name) => tab(`/cold/${name}.html`, async ({ page }) => {
    keep(name, "cold", [await page.evaluate(() => globalThis.painted)]);
  }, slowNetwork);

  /** What a page pays for a panel that nobody has looked at yet, over the same page without it. */
  async function idle(name) {
    const [empty, own] = [await cost("/empty.html"), await cost(`/idle/${name}.html`)];
    keep(name, "idle.script", [Math.max(0, own.script - empty.script)]);
    keep(name, "idle.bytes", [own.bytes]);
    keep(name, "idle.shift", [own.shift]);
  }

  const cost = (path) => tab(path, async ({ page, session }) => {
    await page.waitForTimeout(400);
    return {
      script: (await metric(session, "ScriptDuration")) * 1000,
      bytes: await page.evaluate(() => performance.getEntriesByType("resource").reduce((sum, it) => sum + it.encodedBodySize, 0)),
      shift: await page.evaluate(() => globalThis.shifted),
    };
  }, async (session) => {
    await session.send("Performance.enable");
    await slow(session);
  });

  /** One customer with few interactions: the first press of a chip, later ones, other customers, news, memory. */
  const warm = (name) => tab("/bench.html", async ({ call }) => {
    await call("start", name, scripts[name]);
    await call("open", "bench-1-20");
    const [first, , ...later] = await call("filters", "bench-1-20", 10);
    keepPairs(name, "interaction.first", [first]);
    keepPairs(name, "interaction.warm", later);
    keep(name, "memory.ready", [await call("memory")]);
    keepPairs(name, "switch", (await call("switches", ["bench-11-20", "bench-12-20", "bench-13-20"], 14)).slice(4));
    keepPairs(name, "rows.few", (await call("switches", ["bench-14-10", "bench-15-10", "bench-16-10"], 8)).slice(2));
    keepPairs(name, "rows.many", (await call("switches", [`bench-14-${size}`, `bench-15-${size}`, `bench-16-${size}`], 8)).slice(2));
    await call("open", "bench-3-200");
    keepPairs(name, "jump.few", await call("jumps", "bench-3-200", [100, 5, 190, 5, 150]));
    await call("open", "bench-2-10");
    keepPairs(name, "insert.few", (await call("inserts", 2, 20)).slice(5));
  });

  /** One customer with many, on the machine as it is. */
  const big = (name) => tab("/bench.html", async ({ call }) => {
    await call("start", name, scripts[name]);
    await call("open", many);
    keep(name, "memory.many", [await call("memory")]);
    keepPairs(name, "filter", (await call("filters", many, 10)).slice(1));
    keepPairs(name, "search", await call("searches", many, [...queries, ...queries]));
    keepPairs(name, "facet", (await call("filters", many, 10, FACETED)).slice(1));
    keepPairs(name, "jump.many", await call("jumps", many, [Math.floor(size / 2), 5, size - 10, 5, Math.floor(size / 3)]));
    keepPairs(name, "insert.many", (await call("inserts", 9, 20)).slice(5));
  });

  /** The same on a slow machine: loading, news, and whether anything holds the page up meanwhile. */
  const slowly = (name) => tab("/bench.html", async ({ call, session }) => {
    await slow(session);
    await call("start", name, scripts[name]);
    const longTasksOf = async (act) => {
      const begun = await call("now");
      const result = await act();
      return [result, await call("longTasksSince", begun)];
    };
    const [load, [count, longest]] = await longTasksOf(() => call("open", many));
    keepPairs(name, "load", [load]);
    keep(name, "load.longTasks", [count]);
    keep(name, "load.longest", [longest]);
    const [, [whileUsing]] = await longTasksOf(async () => {
      await call("filters", many, 4);
      await call("searches", many, queries);
      // The last one far down: a panel may hold on to the row it was sent to while that is on the first screen.
      await call("jumps", many, [5, Math.floor(size / 2)]);
    });
    keep(name, "use.longTasks", [whileUsing]);
    // Last, because the reference does not know of them.
    const [inserts, [whileInserting]] = await longTasksOf(() => call("inserts", 9, 40));
    keepPairs(name, "insert.slow", inserts);
    keep(name, "insert.longTasks", [whileInserting]);
  });

  /** What is left behind by panels that came and went. */
  const cycle = (name) => tab("/bench.html", async ({ page, call, session }) => {
    await session.send("Performance.enable");
    const state = async () => {
      await page.evaluate(() => globalThis.gc());
      return { bytes: await call("memory"), nodes: await metric(session, "Nodes"), listeners: await metric(session, "JSEventListeners") };
    };
    // Twice as many as are looked at afterwards: until then the engine still learns and compiles, which no panel leaves behind.
    await call("cycles", name, scripts[name], 2 * cycles);
    const before = await state();
    await call("cycles", name, scripts[name], cycles);
    const after = await state();
    for (const what of ["bytes", "nodes", "listeners"]) keep(name, `cycles.${what}`, [after[what] - before[what]]);
  });

  /** The same data as plain objects, and nothing else in the page. */
  const objects = (name) => tab("/bench.html", async ({ call }) => {
    const before = await call("memory");
    await call("keepObjects", many);
    keep(name, "memory.many", [(await call("memory")) - before]);
  });

  return [
    { label: "cold", run: cold, share: 1, seconds: 2.5 },
    { label: "idle", run: idle, share: 1 / 3, seconds: 1.8 },
    { label: "warm", run: warm, share: 1, seconds: 4 },
    { label: "many", run: big, share: 1, seconds: 5 },
    { label: "many, slowly,", run: slowly, share: 1 / 5, seconds: 15 },
    { label: "come and go", run: cycle, share: 1 / 5, seconds: 12 },
    { label: "data as", run: objects, share: 1, seconds: 2, only: "objects" },
  ];
}

/** One candidate before anything is measured. */
export const check = (browser, name, script, size) =>
  browser.tab("/bench.html", ({ call }) => call("check", name, script, size));
