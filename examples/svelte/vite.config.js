// Vite for the Svelte example.

import { svelte, vitePreprocess } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: { outDir: "../dist/svelte", emptyOutDir: true },
  optimizeDeps: { exclude: ["customer-context"] },
  plugins: [svelte({ preprocess: vitePreprocess() })],
});
