// Vite for the Vue example: the compiler has to know that the tag is an element and no component.

import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: { outDir: "../dist/vue", emptyOutDir: true },
  optimizeDeps: { exclude: ["customer-context"] },
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "customer-context" } } })],
});
