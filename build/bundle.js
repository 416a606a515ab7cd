// Makes the distributable out of what Trunk has built: one script that holds the element class, the styles and the
// glue of wasm-bindgen, the wasm module beside it, and compressed copies of everything a server sends as text.
//
// Trunk runs it after each build, in the project's root, with the staging directory in the environment. It knows the
// sources by their places and nothing of what they do.

import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

import { build, transform } from "esbuild";

import { defaultsOf, generate } from "./api.js";
import { compressBelow, filesBelow } from "./compress.js";
import { buildDocs } from "./docs.js";
import { bundleFlavour, TARGET } from "./flavours.js";
import { writePackage } from "./package.js";
import { allTexts } from "./texts.js";

const NAME = "customer-context";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("TRUNK_STAGING_DIR is not set: this script is run by `trunk build`.");
const release = process.env.TRUNK_PROFILE === "release";

const version = await readVersion();
const target = join(staging, NAME, version);
const evergreen = join(staging, NAME, "latest");
const packaged = join(staging, "package");
for (const folder of [target, evergreen, packaged]) await mkdir(folder, { recursive: true });
await bundle();
await buildDocs(staging, { version });
// The package goes to a bundler, which makes its own forms.
if (release) await compressBelow(staging, (file) => !file.startsWith(packaged));
await report();

async function bundle() {
  const wasm = join(target, `${NAME}_bg.wasm`);
  await rename(join(staging, `${NAME}_bg.wasm`), wasm);
  const integrity = sha384(await readFile(wasm));
  const languages = await copyLanguages();
  const api = JSON.parse(await readFile(join("src", "api.json"), "utf8"));
  const options = {
    parts: { glue: await glueModule(), styles: await styleModule(), tokens: tokenModule(api) },
    define: {
      __EVENTS__: JSON.stringify(api.events.map((event) => event.name)),
      __FRAME_FILE__: JSON.stringify("./frame.html"),
      __VERSION__: JSON.stringify(version),
      __VERSION_FOLDER__: JSON.stringify(`../${version}/`),
      __WASM_INTEGRITY__: JSON.stringify(integrity),
      __LANGUAGES__: JSON.stringify(languages),
      ...namesOf(api),
    },
    files: [`${NAME}_bg.wasm`, ...Object.keys(languages).map((language) => `lang/${language}.json`)],
    minify: release,
  };
  await bundleFlavour("module", { ...options, outfile: join(target, `${NAME}.js`) });
  await bundleFlavour("classic", { ...options, outfile: join(target, `${NAME}.classic.js`) });
  await bundleFlavour("lazy", { ...options, outfile: join(target, `${NAME}-lazy.js`) });
  await bundleFlavour("evergreen", { ...options, outfile: join(evergreen, `${NAME}.js`) });
  await bundleFlavour("frame", { ...options, outfile: join(target, `${NAME}-frame.js`) });
  await bundleFlavour("inside", { ...options, outfile: join(target, "frame.js") });
  for (const file of ["frame.html", "frame.css"]) await cp(join("src", "frame", file), join(target, file));
  await bundleFlavour("package", { ...options, outfile: join(packaged, "index.js") });
  await rm(join(staging, `${NAME}.js`));
  await writeDescriptions(api);
  await writeFile(join(target, "lang-template.json"), `${JSON.stringify(await allTexts(), null, 2)}\n`);
  await writeIntegrity(integrity, languages);
  await writePackage({ folder: packaged, distributable: target, name: NAME, version });
}

/** The names against which the element checks what a host writes. */
function namesOf(api) {
  const listed = api.attributes.filter((it) => it.values !== undefined);
  const words = (type) => [...type.matchAll(/"([a-z]+)"/g)].map(([, word]) => word);
  return {
    __ATTRIBUTE_VALUES__: JSON.stringify(Object.fromEntries(listed.map((it) => [it.name, it.values]))),
    __SECTIONS__: JSON.stringify(words(api.types.SectionName)),
    __ROW_KINDS__: JSON.stringify(words(api.types.RowKind)),
    __ICONS__: JSON.stringify(words(api.types.RowIcon)),
  };
}

/** The manifest beside the script; types and editors' data go into the package. */
async function writeDescriptions(api) {
  const defaults = defaultsOf(await readFile(join("src", "styles", "tokens.css"), "utf8"));
  const files = Object.entries(generate(api, version, defaults));
  await Promise.all(files.map(([file, text]) => writeFile(join(packaged, file), text)));
  await cp(join(packaged, "custom-elements.json"), join(target, "custom-elements.json"));
}

/** What a page can write into `integrity`, file by file. */
async function writeIntegrity(wasm, languages) {
  const manifest = {};
  for (const file of [`${NAME}.js`, `${NAME}.classic.js`, `${NAME}-lazy.js`, `${NAME}-frame.js`]) manifest[file] = sha384(await readFile(join(target, file)));
  manifest[`${NAME}_bg.wasm`] = wasm;
  for (const [language, hash] of Object.entries(languages)) manifest[`lang/${language}.json`] = hash;
  await writeFile(join(target, "integrity.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** One small file per language beside the module, as language.js asks for them; returns language to hash. */
async function copyLanguages() {
  const source = join("src", "lang");
  await mkdir(join(target, "lang"), { recursive: true });
  const files = (await readdir(source)).filter((file) => file.endsWith(".json")).sort();
  const hashes = await Promise.all(files.map(async (file) => {
    const text = JSON.stringify(JSON.parse(await readFile(join(source, file), "utf8")));
    await writeFile(join(target, "lang", file), text);
    return [file.slice(0, -".json".length), sha384(text)];
  }));
  return Object.fromEntries(hashes);
}

/**
 * The glue as a function that makes a fresh copy of it. The module that wasm-bindgen writes can be started once in
 * its life; after a trap the page needs another one, without fetching anything.
 */
async function glueModule() {
  const glue = await readFile(join(staging, `${NAME}.js`), "utf8");
  const supervised = replaceOnce(glue, "wasm = instance.exports;", "wasm = superviseExports(instance.exports); forgetTexts();");
  const begin = "function getStringFromWasm0(ptr, len) {\n    ptr = ptr >>> 0;\n";
  const first = "    const text = textFromWasm(ptr, len);\n    if (text !== undefined) return text;\n";
  const texts = await readFile(join("build", "texts-from-wasm.js"), "utf8");
  const quick = replaceOnce(supervised, begin, texts + begin + first);
  const { outputFiles } = await build({
    stdin: { contents: quick, loader: "js" },
    bundle: true,
    format: "iife",
    globalName: "glue",
    target: TARGET,
    write: false,
    // The place of the module is always given; the glue's own guess would be wrong inside a bundle.
    define: { "import.meta.url": JSON.stringify(""), __IS_CHECKED__: JSON.stringify(!release) },
  });
  return `export default function createGlue(superviseExports) {\n${outputFiles[0].text}\nreturn glue;\n}`;
}

/** The custom properties that a frame takes over from the page around it. */
function tokenModule(api) {
  return `export const THEME_TOKENS = ${JSON.stringify(api.customProperties.map((it) => it.name))};`;
}

/** All style sheets as one text: tokens first, then the base, then the element and the components by name. */
async function styleModule() {
  const components = (await readdir(join("src", "components"))).filter((file) => file.endsWith(".css")).sort();
  const files = [
    ...["tokens.css", "base.css"].map((file) => join("src", "styles", file)),
    join("src", "element.css"),
    ...components.map((file) => join("src", "components", file)),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const { code } = await transform(texts.join("\n"), { loader: "css", minify: release, target: TARGET });
  return `export default ${JSON.stringify(code)};`;
}

async function report() {
  for (const file of (await filesBelow(target)).sort()) {
    const bytes = (await readFile(file)).length;
    process.stdout.write(`${relative(staging, file)} ${bytes} bytes\n`);
  }
}

async function readVersion() {
  const manifest = await readFile("Cargo.toml", "utf8");
  const found = /^\[workspace\.package\][^[]*?^version = "([^"]+)"/ms.exec(manifest);
  if (!found) throw new Error("Cargo.toml has no [workspace.package] version.");
  return found[1];
}

function replaceOnce(text, search, replacement) {
  if (text.split(search).length !== 2) {
    throw new Error(`The glue of wasm-bindgen does not hold ${JSON.stringify(search)} exactly once: look at what changed.`);
  }
  return text.replace(search, () => replacement);
}

function sha384(bytes) {
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
}
