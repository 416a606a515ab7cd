// Vite for the React example. In development a dependency's wasm file is not found once it is pre-bundled.

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: { outDir: "../dist/react", emptyOutDir: true },
  optimizeDeps: { exclude: ["customer-context"] },
  plugins: [react()],
});
