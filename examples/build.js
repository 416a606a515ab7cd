// Builds every example from the npm package as its user would: `node build.js TARBALL [NAME…]`. Types are checked with each
// framework's own checker. Says what is running; knows the tools' command lines and nothing of the applications.

import { spawn } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

import webpack from "webpack";

const here = import.meta.dirname;
const [tarball, ...only] = process.argv.slice(2);
if (!tarball) throw new Error("Which package? Usage: node build.js TARBALL [NAME…]");

const vite = (name, check) => async () => {
  await run(...check);
  await run("vite", "build", name, "--logLevel", "warn");
};

/** Name to how it is built; the order of the tests' report. */
const EXAMPLES = {
  html: copyPlain,
  webpack: bundleWithWebpack,
  react: vite("react", ["tsc", "--project", "react"]),
  preact: vite("preact", ["tsc", "--project", "preact"]),
  solid: vite("solid", ["tsc", "--project", "solid"]),
  vue: vite("vue", ["vue-tsc", "--project", "vue/tsconfig.json"]),
  svelte: vite("svelte", ["svelte-check", "--workspace", "svelte", "--tsconfig", "tsconfig.json", "--fail-on-warnings"]),
  lit: vite("lit", ["tsc", "--project", "lit"]),
  angular: () => runIn("angular", "ng", "build"),
  next: buildNext,
  yew: buildYew,
};

await install();
for (const [name, build] of Object.entries(EXAMPLES)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const started = performance.now();
  await build();
  console.log(`${name}: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Into node_modules and nowhere else: the package changes with every commit, the lock file does not. */
async function install() {
  await run("npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent", tarball);
}

/** No bundler at all: the package's files beside the page, as on any static server. */
async function copyPlain() {
  const out = join(here, "dist", "html");
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const file of ["index.html", "main.js"]) await cp(join(here, "html", file), join(out, file));
  await copyShared(out, ["customers.js", "plain.js", "examples.css"]);
  await cp(join(here, "node_modules", "customer-context"), join(out, "customer-context"), { recursive: true });
}

async function bundleWithWebpack() {
  const out = join(here, "dist", "webpack");
  const compiler = webpack({
    mode: "production",
    context: here,
    entry: "./webpack/src/main.js",
    experiments: { outputModule: true },
    output: { path: out, filename: "main.js", module: true, clean: true },
    performance: { hints: false },
  });
  const stats = await new Promise((resolve, reject) => compiler.run((error, result) => (error ? reject(error) : resolve(result))));
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
  await cp(join(here, "webpack", "index.html"), join(out, "index.html"));
  await copyShared(out, ["examples.css"]);
}

function copyShared(out, files) {
  return Promise.all(files.map((file) => cp(join(here, "shared", file), join(out, file))));
}

/** Trunk, as the project's own pages; a development build, which is large and quickly made. */
async function buildYew() {
  const out = join(here, "dist", "yew");
  await runIn("yew", "trunk", "build", "--offline", "--dist", out, "--public-url", "./");
  await copyShared(out, ["customers.js", "examples.css"]);
  await cp(join(here, "node_modules", "customer-context"), join(out, "customer-context"), { recursive: true });
}

async function buildNext() {
  await runIn("next", "next", "build");
  await rm(join(here, "dist", "next"), { recursive: true, force: true });
  await cp(join(here, "next", "out"), join(here, "dist", "next"), { recursive: true });
}

function run(...command) {
  return runIn(".", ...command);
}

/** Runs a tool of node_modules in a folder, showing what it prints only when it fails. */
function runIn(folder, program, ...parameters) {
  const path = `${join(here, "node_modules", ".bin")}:${process.env.PATH}`;
  const environment = { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "false", CI: "1" };
  // Trunk reads it as a boolean of its own and refuses the conventional value.
  delete environment.NO_COLOR;
  const child = spawn(program, parameters, { cwd: join(here, folder), env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${parameters.join(" ")} failed with ${code}:\n${output}`));
    });
  });
}
