// The host pages of the engine checks, on an origin of their own. A page is described by its address, so that the server
// keeps nothing; what is no page is asked of the gateway behind it. A second service, made of the contract's fixtures,
// answers below `/fixture`. Knows addresses, nothing of the panel.

import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";

import { POLICY } from "./pages.js";

const FIXTURE = new URL("../../crates/context-contract/fixtures/context.json", import.meta.url);
const SCRIPT = new URL("./page.js", import.meta.url);
/** A version that no release has, for a page that loads two. */
const OTHER_VERSION = "999.0.0";

const gateway = new URL(process.env.CC_BASE_URL);
const port = Number(process.env.CC_PAGES_PORT);
const fixture = JSON.parse(await readFile(FIXTURE, "utf8"));

createServer((asked, given) => {
  const { pathname } = new URL(asked.url, gateway);
  answer(pathname, asked, given).catch(() => given.destroy());
}).listen(port, "127.0.0.1");

async function answer(path, asked, given) {
  const [, first, second, third, fourth, fifth] = path.split("/");
  if (first === "page") return sendPage(given, JSON.parse(Buffer.from(second, "base64url").toString()));
  if (path === "/page.js") return send(given, "text/javascript", await readFile(SCRIPT));
  if (first === "other-version") return sendOtherVersion(given, path.replace("/other-version", ""));
  if (first === "fixture" && third === "customers" && fifth === "context") return sendJson(given, contextOf(decodeURIComponent(fourth)));
  // A stream in which nothing happens.
  if (first === "fixture" && fifth === "stream") return given.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n");
  if (first === "fixture") return sendJson(given, fixtureOf(fifth ?? third));
  return pass(asked, given);
}

function sendPage(given, { head = "", body = "", lang = "en", dir = "ltr", headers = {} }) {
  const html = `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Host</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><script src="/page.js"></script>${head}</head><body>${body}</body></html>`;
  send(given, "text/html; charset=utf-8", html, { "content-security-policy": POLICY, ...headers });
}

/** The same script, saying that it is another release. */
async function sendOtherVersion(given, path) {
  const text = await (await fetch(new URL(path, gateway))).text();
  const own = /customer-context\/([^/]+)\//.exec(path)[1];
  const changed = text.replaceAll(`"${own}"`, `"${OTHER_VERSION}"`);
  if (changed === text) throw new Error("The script does not name its version.");
  send(given, "text/javascript", changed);
}

/** The customer of the fixture under the name that was asked for, so that panels can be told apart. */
function contextOf(customerId) {
  const context = structuredClone(fixture);
  context.customerId = customerId;
  Object.assign(context.profile, { id: customerId, name: { full: `Person ${customerId}` } });
  return context;
}

function fixtureOf(name) {
  if (name === "questions") return { language: "en", questions: [] };
  if (name === "interactions") return { items: [], page: { limit: 20, hasMore: false } };
  return {};
}

function sendJson(given, body) {
  send(given, "application/json", JSON.stringify(body), { "cache-control": "no-store" });
}

function send(given, type, body, headers = {}) {
  given.writeHead(200, { "content-type": type, ...headers }).end(body);
}

/** To the gateway and back as it comes, streams included. To the gateway the page is one of its own. */
function pass(asked, given) {
  const headers = { ...asked.headers, host: gateway.host };
  if (headers.origin === `http://${asked.headers.host}`) headers.origin = gateway.origin;
  const onward = request({ host: gateway.hostname, port: gateway.port, path: asked.url, method: asked.method, headers }, (answered) => {
    given.writeHead(answered.statusCode, answered.headers);
    answered.pipe(given);
  });
  onward.on("error", () => given.destroy());
  given.on("close", () => onward.destroy());
  asked.pipe(onward);
}
