// A static server on a free loopback port for what the examples were built into. Knows the types a page needs and no more.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".txt": "text/plain", ".wasm": "application/wasm",
};

/** Serves a folder; returns its origin and how to stop. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = normalize(join(folder, decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname)));
    const body = path.startsWith(folder) ? await readFile(path).catch(() => null) : null;
    // Browsers ask for an icon by themselves.
    const missing = pathname === "/favicon.ico" ? 204 : 404;
    response.writeHead(body === null ? missing : 200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
    response.end(body ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
