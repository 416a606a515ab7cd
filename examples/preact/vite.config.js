// Vite for the Preact example: JSX is compiled for Preact's own runtime.

import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: { outDir: "../dist/preact", emptyOutDir: true },
  optimizeDeps: { exclude: ["customer-context"] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
