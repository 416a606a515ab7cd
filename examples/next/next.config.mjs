// Next.js as a folder of static files, so that any server can show it. The packages are one folder up.

import { join } from "node:path";

export default {
  output: "export",
  basePath: "/next",
  turbopack: { root: join(import.meta.dirname, "..", "..") },
  typescript: { tsconfigPath: "tsconfig.json" },
};
