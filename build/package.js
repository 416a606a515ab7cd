// Lays out the npm package beside what the gateway serves: the element without side effects, a second entry that defines
// it, the wasm module, the languages, the themes, and a package.json that says where each is. `npm pack` makes the
// tarball of it. Knows npm's fields and nothing of how the files were made.

import { access, cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Files of the distributable that the package has as well. */
const SHARED = ["lang", "lang-template.json", "customer-context_bg.wasm", "customer-context.js", "customer-context.classic.js", "customer-context-lazy.js", "customer-context-frame.js", "frame.html", "frame.css", "frame.js", "integrity.json"];

/** Completes the folder that holds `index.js` and the descriptions already. */
export async function writePackage({ folder, distributable, name, version }) {
  await writeFile(join(folder, "define.js"), defineModule());
  for (const file of SHARED) await cp(join(distributable, file), join(folder, file), { recursive: true });
  for (const file of ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]) await cp(file, join(folder, file));
  const themes = join("www", "themes");
  if (await exists(themes)) await cp(themes, join(folder, "themes"), { recursive: true, filter: (file) => !/\.html$/.test(file) });
  await writeFile(join(folder, "package.json"), `${JSON.stringify(await packageJson(name, version), null, 2)}\n`);
}

function defineModule() {
  return [
    "// Defines <customer-context> on import.",
    'import { CustomerContextElement } from "./index.js";',
    "",
    "CustomerContextElement.define();",
    "",
    "export { CustomerContextElement };",
    "",
  ].join("\n");
}

async function packageJson(name, version) {
  const { summary } = JSON.parse(await readFile(join("src", "api.json"), "utf8"));
  const typed = (file) => ({ types: `./${file}.d.ts`, default: `./${file}.js` });
  return {
    name,
    version,
    description: summary,
    license: "MIT OR Apache-2.0",
    keywords: ["custom-element", "web-component", "webassembly", "contact-centre", "crm", "customer-context"],
    type: "module",
    sideEffects: ["./define.js", `./${name}.js`, `./${name}.classic.js`, `./${name}-lazy.js`, `./${name}-frame.js`, "./frame.js"],
    main: "./index.js",
    module: "./index.js",
    types: "./index.d.ts",
    exports: {
      ".": typed("index"),
      "./define": typed("define"),
      "./react": { types: "./jsx-react.d.ts" },
      "./preact": { types: "./jsx-preact.d.ts" },
      "./solid": { types: "./jsx-solid.d.ts" },
      "./vue": { types: "./vue.d.ts" },
      "./svelte": { types: "./svelte.d.ts" },
      "./themes/*": "./themes/*",
      "./lang/*": "./lang/*",
      [`./${name}_bg.wasm`]: `./${name}_bg.wasm`,
      [`./${name}.js`]: `./${name}.js`,
      [`./${name}.classic.js`]: `./${name}.classic.js`,
      [`./${name}-lazy.js`]: `./${name}-lazy.js`,
      [`./${name}-frame.js`]: `./${name}-frame.js`,
      "./lang-template.json": "./lang-template.json",
      "./custom-elements.json": "./custom-elements.json",
      "./package.json": "./package.json",
    },
    unpkg: `./${name}.js`,
    jsdelivr: `./${name}.js`,
    customElements: "custom-elements.json",
    "web-types": "./web-types.json",
  };
}

async function exists(path) {
  return access(path).then(() => true, () => false);
}
