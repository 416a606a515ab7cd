// Serves the candidates and the data to the browser: files in their precompressed forms, contexts as the gateway would
// give them. Knows folders and the fixture, no candidate.

import { createReadStream, existsSync } from "node:fs";
import http from "node:http";
import { extname, join, normalize } from "node:path";
import zlib from "node:zlib";

import { fold } from "../shared/timeline.js";
import { context, facetsOf, interactions } from "./fixture.js";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".css": "text/css", ".html": "text/html; charset=utf-8" };
/** The page may measure its memory only when no other origin shares its process. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Resource-Policy": "same-origin" };

/** Starts at a port of the loopback. `folders` are searched in turn; `pages` are HTML texts by path. */
export async function serve(port, folders, pages) {
  const now = Date.now();
  const made = new Map();
  const once = (key, make) => {
    if (!made.has(key)) made.set(key, make());
    return made.get(key);
  };
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const customer = /^\/v1\/customers\/bench-(\d+)-(\d+)\/(context|interactions)$/.exec(url.pathname);
    if (pages[url.pathname] !== undefined) answer(response, ".html", Buffer.from(pages[url.pathname]));
    else if (url.pathname === "/v1/questions") answer(response, ".json", Buffer.from('{"language":"en","questions":[]}'));
    else if (url.pathname === "/v1/asks") answer(response, ".json", Buffer.from("{}"));
    else if (customer) api(response, customer, url, { now, once });
    else file(request, response, folders, url.pathname);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  return { address, now, close: () => { server.closeAllConnections(); server.close(); } };
}

function api(response, [, customer, all, what], url, { now, once }) {
  const [number, size] = [Number(customer), Number(all)];
  if (what === "context") {
    // As many as the page asks for, unless it wants the customer whole.
    const shown = url.searchParams.has("whole") ? size : Math.min(size, Number(url.searchParams.get("limit") ?? 20));
    const body = once(`${number} ${size} ${shown}`, () => Buffer.from(JSON.stringify(context(number, { all: size, shown, now }))));
    answer(response, ".json", body, once(`br ${number} ${size} ${shown}`, () => (body.length < 1_000_000 ? zlib.brotliCompressSync(body) : null)));
    return;
  }
  const items = once(`items ${number} ${size}`, () => interactions(number, size, now));
  const wanted = ["department", "q", "day"].map((name) => url.searchParams.get(name) ?? "");
  const found = once(`found ${number} ${size} ${JSON.stringify(wanted)}`, () => items.filter(filter(...wanted)));
  const facets = once(`facets ${number} ${size} ${JSON.stringify(wanted.slice(1))}`, () => facetsOf(items.filter(filter("", ...wanted.slice(1)))));
  const [from, limit] = [Number(url.searchParams.get("cursor") ?? 0), Number(url.searchParams.get("limit") ?? 100)];
  const hasMore = from + limit < found.length;
  const page = { limit, hasMore, ...(hasMore ? { nextCursor: String(from + limit) } : {}) };
  answer(response, ".json", Buffer.from(JSON.stringify({ items: found.slice(from, from + limit), page, facets, total: { value: found.length, relation: "eq" } })));
}

function filter(department, query, day) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const isFound = ({ description }) => {
    const text = fold(description);
    return words.every((word) => text.includes(word));
  };
  const isOn = ({ interactionDate }) => interactionDate.startDateTime.startsWith(day);
  return (item) => (department === "" || item.department === department) && isOn(item) && isFound(item);
}

function answer(response, extension, body, brotli = null) {
  const headers = { ...ISOLATED, "Content-Type": TYPES[extension], "Cache-Control": "no-store" };
  if (brotli) headers["Content-Encoding"] = "br";
  response.writeHead(200, headers).end(brotli ?? body);
}

function file(request, response, folders, path) {
  const name = normalize(path);
  const found = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (found === undefined || name.includes("..")) {
    response.writeHead(404).end();
    return;
  }
  const headers = { ...ISOLATED, "Content-Type": TYPES[extname(found)] ?? "application/octet-stream", "Cache-Control": "no-store" };
  // The browser offers brotli on the loopback as it does over TLS.
  const compressed = (request.headers["accept-encoding"] ?? "").includes("br") && existsSync(`${found}.br`);
  if (compressed) headers["Content-Encoding"] = "br";
  response.writeHead(200, headers);
  createReadStream(compressed ? `${found}.br` : found).pipe(response);
}
