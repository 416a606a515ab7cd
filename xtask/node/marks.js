/**
 * Loads a page with one panel again and again and prints, as JSON, when each of the element's performance marks came,
 * in milliseconds since the navigation began. One Chromium, a new context per load, so that nothing is cached.
 *
 * Environment: CC_BASE_URL (the gateway), CC_LOADS (how often), CHROMIUM and CC_CHROMIUM_FLAGS (the browser).
 */
import { chromium } from '@playwright/test';

const origin = process.env.CC_BASE_URL;
const loads = Number(process.env.CC_LOADS);
const script = process.env.CC_SCRIPT;

/** What a page is loaded over. `null` is the loopback as it is; the other one is Lighthouse's slow 4G. */
const networks = {
  loopback: null,
  'slow 4G': { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 },
};

/** The embed of the README, for one customer. */
const embed = (customer) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Marks</title>
  <link rel="icon" href="data:,"><script type="module" src="${script}"></script></head><body>
  <customer-context endpoint="" customer-id="${customer}"></customer-context>
  <script type="module">
    document.querySelector('customer-context').tokenProvider = async ({ customerId, signal }) => {
      const body = JSON.stringify({ agent: 'agent-robin', department: 'support', customer: customerId });
      const headers = { 'content-type': 'application/json' };
      return (await (await fetch('/demo/token', { method: 'POST', headers, body, signal })).json()).token;
    };
  </script></body></html>`;

async function loadOnce(browser, network, body) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (network) await (await context.newCDPSession(page)).send('Network.emulateNetworkConditions', network);
  await page.route('**/marks.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await page.goto(`${origin}/marks.html`);
  await page.waitForFunction(() => performance.getEntriesByName('cc:painted').length > 0, null, { timeout: 30_000 });
  const state = await page.locator('customer-context').evaluate((element) => element.state);
  if (state !== 'ready') throw new Error(`The panel became ${state} instead of ready.`);
  const marks = await page.evaluate(() => performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]));
  await context.close();
  return Object.fromEntries(marks.filter(([name]) => name.startsWith('cc:')).reverse());
}

const { contacts } = await (await fetch(`${origin}/demo/queue`)).json();
const body = embed(contacts[0].customerId);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: process.env.CC_CHROMIUM_FLAGS.split(' '),
});
try {
  const samples = Object.fromEntries(Object.keys(networks).map((name) => [name, []]));
  // Interleaved, so that a slower minute of the machine falls on both; the first load of each warms the browser up.
  for (let load = 0; load <= loads; load += 1) {
    for (const [name, network] of Object.entries(networks)) {
      const marks = await loadOnce(browser, network, body);
      if (load > 0) samples[name].push(marks);
    }
  }
  process.stdout.write(JSON.stringify(samples));
} finally {
  await browser.close();
}
