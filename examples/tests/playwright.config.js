// How the examples are driven: one Chromium, a static server of their own, the root's Playwright.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { defineConfig } from "@playwright/test";

const results = join(import.meta.dirname, "..", "..", "tests", "results");

function chromiumPath() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = process.env.CHROMIUM ?? names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("No Chromium was found on PATH: install it, or name it in the CHROMIUM variable.");
  return found;
}

export default defineConfig({
  testDir: ".",
  outputDir: join(results, "examples-artifacts"),
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env.CC_RESULTS ?? join(results, "examples.json") }]],
  use: {
    browserName: "chromium",
    headless: true,
    locale: "en-GB",
    launchOptions: {
      executablePath: chromiumPath(),
      args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
