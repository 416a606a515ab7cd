// Compressed copies beside everything that a server sends as text. Knows files by the ends of their names.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"]);
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Writes `.br` and `.gz` beside every file below a folder that `wanted` takes. */
export async function compressBelow(folder, wanted = () => true) {
  const files = (await filesBelow(folder)).filter((file) => COMPRESSED.has(extname(file)) && wanted(file));
  await Promise.all(files.map(compress));
}

/** Every file below a folder, by its path. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function compress(file) {
  const bytes = await readFile(file);
  const params = {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
    [zlib.constants.BROTLI_PARAM_LGWIN]: 22,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await writeFile(`${file}.br`, await brotli(bytes, { params }));
  await writeFile(`${file}.gz`, await gzip(bytes, { level: 9 }));
}
