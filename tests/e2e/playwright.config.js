/**
 * How the browser tests run: one Chromium, the real gateway, two pages at a time.
 *
 * `cargo xtask test` and `cargo xtask screenshots` start the gateway and set the two variables read here; this file knows
 * nothing of how either was built. By hand: start `cargo xtask demo`, then
 * `CC_BASE_URL=http://127.0.0.1:8787 npx playwright test --config tests/e2e --project e2e`.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

const results = join(import.meta.dirname, '..', 'results');

/** Chromium's own look-ups (updates, sync, QUIC) would be noise in the log and delay on a closed network. */
const chromiumArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Pages of invented hosts, which the tests answer themselves, ask the gateway on loopback; and no window needs the two
  // pages that Chromium loads for its address bar's suggestions.
  '--disable-features=LocalNetworkAccessChecks,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
];

/** The browser to drive: what `CHROMIUM` names, else the first Chromium or Chrome found on PATH. */
function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error('No Chromium was found on PATH: install it, or name it in the CHROMIUM variable.');
  return found;
}

export default defineConfig({
  testDir: '.',
  outputDir: join(results, 'artifacts'),
  workers: 2,
  fullyParallel: false,
  // A busy machine may starve a browser once. What passed only then is counted and printed by `cargo xtask test`.
  retries: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.CC_RESULTS ?? join(results, 'e2e.json') }]],
  use: {
    baseURL: process.env.CC_BASE_URL ?? 'http://127.0.0.1:8787',
    browserName: 'chromium',
    headless: true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'off',
    video: 'off',
    screenshot: 'off',
    launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
  },
  projects: [
    { name: 'e2e', testMatch: /\.spec\.[jt]s$/, testIgnore: /screenshots\.spec\.[jt]s$/ },
    { name: 'screenshots', testMatch: /screenshots\.spec\.[jt]s$/ },
  ],
});
