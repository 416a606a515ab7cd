// Runs in the page: brings pages of interactions into a module in one of three ways, one task each, as they would come
// from the network. Knows the ways by their names.

const TEXTS = ["id", "type", "channel", "department", "direction", "status", "description", "agent", "url", "source"];
const encoder = new TextEncoder();

/** The page in the arena's columns, as a server would send it. */
export function columns(items) {
  const texts = items.flatMap((item) => TEXTS.map((name) => encoder.encode((name === "agent" ? item.participants?.[0]?.name : item[name]) ?? "")));
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const bytes = new Uint8Array(4 + items.length * (8 + 2 * TEXTS.length) + size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, items.length, true);
  let at = 4;
  for (const item of items) {
    view.setBigInt64(at, BigInt(Date.parse(item.interactionDate.startDateTime)), true);
    at += 8;
  }
  for (const text of texts) {
    view.setUint16(at, text.length, true);
    at += 2;
  }
  for (const text of texts) {
    bytes.set(text, at);
    at += text.length;
  }
  return bytes;
}

const WAYS = {
  "through-objects": { encode: (items) => encoder.encode(JSON.stringify(items)), take: (module, bytes) => module.take_objects(JSON.parse(new TextDecoder().decode(bytes))) },
  "serde-json": { encode: (items) => encoder.encode(JSON.stringify(items)), take: (module, bytes) => module.take_json(bytes) },
  compact: { encode: columns, take: (module, bytes) => module.take_columns(bytes) },
};

/** The next task. */
const nextTask = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = resolve;
  port2.postMessage(null);
});

let pages = [];
let module = null;
let memory = null;

/** Loads the module of a way and makes the pages. */
export async function prepare(way, count, perPage) {
  const { interactions } = await import("/driver/fixture.js");
  const items = interactions(9, count, 1_790_000_000_000);
  for (let from = 0; from < count; from += perPage) pages.push(WAYS[way].encode(items.slice(from, from + perPage)));
  module = await import(`/${way}/datapath.js`);
  ({ memory } = await module.default());
  return pages.reduce((sum, page) => sum + page.length, 0);
}

/** Takes all pages, a task each: milliseconds in sum, the longest task, and what is reserved for the arena. */
export async function run(way) {
  const before = memory.buffer.byteLength;
  let sum = 0;
  let longest = 0;
  let held = 0;
  for (const page of pages) {
    await nextTask();
    const start = performance.now();
    held = WAYS[way].take(module, page);
    const taken = performance.now() - start;
    sum += taken;
    longest = Math.max(longest, taken);
  }
  pages = [];
  return { sum, longest, held, checksum: module.checksum(), reserved: memory.buffer.byteLength - before };
}
