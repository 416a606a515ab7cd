// Part of the glue: texts that cross from the module to the page are mostly the same few hundred constants, and short.
// Asking TextDecoder for each takes longer than the call it is for. A build that is no release looks whether they are.

/** Texts in the module's data by place and length, and where that data lies: above the stack, below the heap. */
let constants = new Map();
let dataBegin = 0;
let dataEnd = 0;

/** Before the module has run, all that is in its memory is its data. */
function forgetTexts() {
  const words = new Int32Array(wasm.memory.buffer);
  let [begin, end] = [0, words.length];
  while (end > 0 && words[end - 1] === 0) end -= 1;
  while (begin < end && words[begin] === 0) begin += 1;
  [constants, dataBegin, dataEnd] = [new Map(), begin * 4, end * 4];
}

/** The text, unless it has to be decoded. */
function textFromWasm(ptr, len) {
  if (ptr >= dataBegin && ptr + len <= dataEnd) {
    const key = len * dataEnd + ptr;
    let text = constants.get(key);
    if (text === undefined) constants.set(key, (text = decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len))));
    if (__IS_CHECKED__ && text !== decodeText(getUint8ArrayMemory0().slice(ptr, ptr + len))) throw new Error("A text in constant data has changed.");
    return text;
  }
  if (len > 12) return undefined;
  const memory = getUint8ArrayMemory0();
  let text = "";
  for (let at = ptr; at < ptr + len; at += 1) {
    if (memory[at] > 127) return undefined;
    text += String.fromCharCode(memory[at]);
  }
  return text;
}
