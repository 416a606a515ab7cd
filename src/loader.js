// Fetches, compiles and starts the wasm module: once per page, and again after a trap. Knows no element.

import { BASE_URL, assets } from "virtual:assets";
import createGlue from "virtual:glue";
import { supervise } from "./supervise.js";

const WASM_FILE = "customer-context_bg.wasm";
/** Long enough for the browser to report a violation that explains a failure. */
const REPORT_DELAY_MS = 50;

const settings = { baseUrl: null, wasmUrl: null, integrity: __WASM_INTEGRITY__ };
let compiled = null;
let running = null;

/** Why the module cannot run. `code` is the machine code that the host sees. */
export class LoadFailure extends Error {
  constructor(code, cause) {
    super(code, { cause });
    this.name = "LoadFailure";
    this.code = code;
  }
}

/** Every code of a LoadFailure, and `stopped` for a module that keeps trapping. */
export const LOAD_FAILURES = ["wasm-csp", "connect-csp", "wasm-network", "wasm-unsupported", "wasm-invalid", "stopped"];

/** Overrides where the module is and what it must hash to; `integrity: null` switches the check off. */
export function configureLoader({ baseUrl, wasmUrl, integrity }) {
  if (baseUrl !== undefined) settings.baseUrl = new URL(baseUrl, document.baseURI).href;
  if (wasmUrl !== undefined) settings.wasmUrl = new URL(wasmUrl, document.baseURI).href;
  if (integrity !== undefined) settings.integrity = integrity;
}

/** Whether the module has been asked for, so that configuring comes too late. */
export function isStarted() {
  return compiled !== null;
}

/** Where a file of the distributable is: where the host says, where a bundler has put it, or beside the script. */
export function assetUrl(path) {
  if (settings.baseUrl === null && Object.hasOwn(assets, path)) return assets[path]();
  return new URL(path, settings.baseUrl ?? BASE_URL).href;
}

/** Whether the page wants files to be what the bundle says they are. */
export function checksIntegrity() {
  return settings.integrity !== null;
}

/** The running module: `{ api, onTrap: Set, trappedAt }`. A failure is forgotten, so that the next call tries again. */
export function load() {
  running ??= start().catch((failure) => {
    running = null;
    throw failure;
  });
  return running;
}

async function start() {
  const module = await (compiled ??= compile().catch((failure) => {
    compiled = null;
    throw failure;
  }));
  const instance = { api: null, onTrap: new Set(), trappedAt: null };
  const glue = createGlue((exports) => supervise(exports, (error) => trapped(instance, error)));
  await glue.default({ module_or_path: module }).catch(refuse);
  glue.prepare();
  instance.api = glue;
  return instance;
}

/** WebKit compiles what the page's policy forbids, and refuses to start it. */
function refuse(error) {
  throw new LoadFailure(isPolicy(error) ? "wasm-csp" : "wasm-invalid", error);
}

/** Only the words tell: engines throw a CompileError for a policy and for a damaged module alike. */
function isPolicy(error) {
  return /content security policy|\bCSP\b|unsafe-eval/i.test(String(error?.message));
}

function trapped(instance, error) {
  running = null;
  instance.trappedAt = performance.now();
  // The message of a trap names no data: the panic hook has replaced it by a place in the source.
  console.error("customer-context: the panel stopped and starts again.", error?.name ?? "");
  for (const listener of [...instance.onTrap]) listener();
}

async function compile() {
  if (typeof WebAssembly !== "object") throw new LoadFailure("wasm-unsupported");
  const url = settings.wasmUrl ?? assetUrl(WASM_FILE);
  const violations = new Violations();
  performance.mark("cc:wasm-start");
  try {
    const module = await fetchModule(url);
    performance.mark("cc:wasm-ready");
    return module;
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, REPORT_DELAY_MS));
    throw error instanceof LoadFailure ? error : new LoadFailure(violations.explain(error), error);
  } finally {
    violations.stop();
  }
}

async function fetchModule(url) {
  const response = await fetch(url, settings.integrity ? { integrity: settings.integrity } : {});
  if (!response.ok) throw new LoadFailure("wasm-network");
  // Streaming wants the exact type; a server that has it wrong costs speed and not the panel.
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Listens to what the page's content security policy refuses while the module loads. */
class Violations {
  #directives = [];
  #listener = (event) => this.#directives.push(event.effectiveDirective);

  constructor() {
    document.addEventListener("securitypolicyviolation", this.#listener);
  }

  stop() {
    document.removeEventListener("securitypolicyviolation", this.#listener);
  }

  explain(error) {
    if (this.#directives.some((directive) => directive.startsWith("connect-src"))) return "connect-csp";
    if (isPolicy(error)) return "wasm-csp";
    return error instanceof WebAssembly.CompileError ? "wasm-invalid" : "wasm-network";
  }
}
