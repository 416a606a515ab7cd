/**
 * The same checks in three engines, each driven by a protocol of its own: Playwright runs and counts them, and starts no
 * browser. `cargo xtask test --only engines` starts the gateway and sets the variables read here. By hand:
 * `context-gateway serve --demo --allow-origin http://127.0.0.1:PAGES …`, then
 * `CC_BASE_URL=http://127.0.0.1:GATEWAY CC_PAGES_PORT=PAGES npx playwright test --config tests/engines`.
 */
import { join } from "node:path";

import { defineConfig } from "@playwright/test";

const results = join(import.meta.dirname, "..", "results");
const pages = `http://127.0.0.1:${process.env.CC_PAGES_PORT}`;

export default defineConfig({
  testDir: ".",
  outputDir: join(results, "engines-artifacts"),
  workers: 2,
  fullyParallel: false,
  // A busy machine may starve a browser once. What passed only then is counted and printed by `cargo xtask test`.
  retries: 1,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: process.env.CC_RESULTS ?? join(results, "engines.json") }]],
  use: { baseURL: pages },
  webServer: { command: "node server.js", cwd: import.meta.dirname, url: `${pages}/readyz`, reuseExistingServer: false },
  projects: ["chromium", "firefox", "webkit"].map((engine) => ({ name: engine, use: { engine } })),
});
