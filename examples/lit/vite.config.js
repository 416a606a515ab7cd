// Vite for the Lit example.

import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: { outDir: "../dist/lit", emptyOutDir: true },
  optimizeDeps: { exclude: ["customer-context"] },
});
