// Vite for the Solid example.

import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

export default defineConfig({
  base: "./",
  build: { outDir: "../dist/solid", emptyOutDir: true },
  optimizeDeps: { exclude: ["customer-context"] },
  plugins: [solid()],
});
