// The ways in which the element reaches a page, each with its own idea of where the other files are: a module by a
// script tag, a classic script for old consoles, a small one that fetches the first when it is wanted, an evergreen copy
// that points at one version, and an npm package whose files a bundler moves. One source, one glue, one wasm module.
// Knows esbuild, not the file system's layout.

import { build } from "esbuild";

/** Browsers with everything the element uses: `Promise.withResolvers`, `AbortSignal.any`, `light-dark()`, `:state()`. */
export const TARGET = ["chrome125", "firefox126", "safari17.5"];

/** How each flavour is built. `base` is an expression, `assets` the files that a bundler has to see by name. */
export const FLAVOURS = {
  module: { format: "esm", entry: "define.js", base: "import.meta.url" },
  classic: { format: "iife", entry: "classic.js", base: "document.currentScript?.src ?? document.baseURI" },
  lazy: { format: "esm", entry: "lazy.js", base: "import.meta.url", external: ["./customer-context.js"] },
  evergreen: { format: "esm", entry: "define.js", base: "new URL(__VERSION_FOLDER__, import.meta.url).href" },
  package: { format: "esm", entry: "element.js", base: "import.meta.url", named: true },
  // The frame: its element for the page around, and what runs in it, which is the script-tag file and a little more.
  frame: { format: "esm", entry: "frame/host.js", base: "import.meta.url" },
  inside: { format: "esm", entry: "frame/inside.js", base: "import.meta.url", external: ["./customer-context.js"] },
};

/** Bundles one flavour. `parts` are the texts of the glue and of the styles, `define` the constants of the build. */
export async function bundleFlavour(name, { outfile, parts, define, files, minify }) {
  const flavour = FLAVOURS[name];
  await build({
    entryPoints: [`src/${flavour.entry}`],
    outfile,
    bundle: true,
    format: flavour.format,
    target: TARGET,
    minify,
    legalComments: "none",
    define,
    external: flavour.external ?? [],
    plugins: [
      virtual("virtual:glue", parts.glue),
      virtual("virtual:styles", parts.styles),
      virtual("virtual:tokens", parts.tokens),
      virtual("virtual:assets", assetsModule(flavour, files)),
    ],
  });
}

/** `new URL("./name", import.meta.url)` is the one form of which Vite, webpack and their kin know what it means. */
function assetsModule({ base, named }, files) {
  const entry = (file) => `${JSON.stringify(file)}: () => new URL(${JSON.stringify(`./${file}`)}, import.meta.url).href`;
  const assets = named ? files.map(entry).join(",\n") : "";
  return `export const BASE_URL = ${base};\nexport const assets = {${assets}};`;
}

function virtual(name, contents) {
  return {
    name,
    setup(builder) {
      builder.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
      builder.onLoad({ filter: /.*/, namespace: name }, () => ({ contents, loader: "js" }));
    },
  };
}
