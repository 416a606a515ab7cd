// Builds every twin as its own authors would for production: one minified module with the widget's own styles in it,
// compressed at the highest levels. Usage: node bench/widget/build.js OUT_DIR [TWIN…]

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

import { build, transform } from "esbuild";
import { compile, compileModule } from "svelte/compiler";
import { compileScript, parse } from "vue/compiler-sfc";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = join(here, "..", "..", "src");
/** As the widget's bundle. */
const TARGET = ["chrome125", "firefox126", "safari17.5"];
/** The parts of the panel that the twins have. */
const PARTS = ["header", "ledger", "passport", "section", "timeline"];
const ENTRIES = {
  vanilla: "vanilla/panel.js",
  react: "react/panel.jsx",
  preact: "preact/panel.jsx",
  lit: "lit/panel.js",
  vue: "vue/main.js",
  svelte: "svelte/main.js",
};

const [out, ...only] = process.argv.slice(2);

function bundle(twin, entry) {
  return build({
    entryPoints: [join(here, "twins", entry)],
    outfile: join(out, `${twin}.js`),
    bundle: true,
    format: "esm",
    target: TARGET,
    minify: true,
    legalComments: "none",
    conditions: ["browser", "production"],
    jsx: "automatic",
    jsxImportSource: twin === "preact" ? "preact" : "react",
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
    plugins: [virtualStyles, vueFiles, svelteFiles],
  });
}

const virtualStyles = {
  name: "styles",
  setup(builder) {
    builder.onResolve({ filter: /^virtual:styles$/ }, ({ path }) => ({ path, namespace: "styles" }));
    builder.onLoad({ filter: /.*/, namespace: "styles" }, () => ({ contents: `export default ${JSON.stringify(styles)};` }));
  },
};

/** A single-file component as one module: its template is compiled into the setup function. */
const vueFiles = {
  name: "vue",
  setup(builder) {
    builder.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor } = parse(await readFile(path, "utf8"), { filename: path });
      const { content } = compileScript(descriptor, { id: path, inlineTemplate: true, isProd: true, templateOptions: { compilerOptions: { comments: false } } });
      return { contents: content, loader: "js" };
    });
  },
};

const svelteFiles = {
  name: "svelte",
  setup(builder) {
    builder.onLoad({ filter: /\.svelte(\.js)?$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const options = { filename: path, generate: "client", dev: false };
      const { js } = path.endsWith(".js") ? compileModule(text, options) : compile(text, { ...options, css: "external" });
      return { contents: js.code, loader: "js" };
    });
    // What is imported as a constant is one for Rollup, which Svelte is mostly bundled with; it has to be written down
    // for this bundler, or the code for development stays in.
    builder.onLoad({ filter: /node_modules\/svelte\/src\/.*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const constants = (_, names) => names.split(",").map((name) => `const ${name.trim()} = ${name.trim() === "BROWSER"};`).join(" ");
      return { contents: text.replace(/import \{([^}]*)\} from 'esm-env';/, constants), loader: "js" };
    });
  },
};

/** In the order of the widget's bundle, without what is for parts that no twin has; what windows need is added. */
async function styleText() {
  const files = [
    ...["tokens.css", "base.css"].map((file) => join(source, "styles", file)),
    join(source, "element.css"),
    ...PARTS.map((part) => join(source, "components", `${part}.css`)),
    join(here, "shared", "window.css"),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const { code } = await transform(texts.join("\n"), { loader: "css", minify: true, target: TARGET });
  return code;
}

async function compress(file) {
  const bytes = await readFile(file);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const brotli = zlib.brotliCompressSync(bytes, { params });
  await writeFile(`${file}.br`, brotli);
  await writeFile(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  process.stderr.write(`  ${file.split("/").at(-1)} ${bytes.length} bytes, ${brotli.length} after brotli\n`);
}

await mkdir(out, { recursive: true });
const styles = await styleText();
for (const [twin, entry] of Object.entries(ENTRIES)) {
  if (only.length > 0 && !only.includes(twin)) continue;
  await bundle(twin, entry);
  await compress(join(out, `${twin}.js`));
}
