/**
 * Prints, as JSON, what each file named on the command line weighs: as it is, after gzip at its highest level, after
 * brotli at its highest level. Node.js brings both compressors along, so the commands need not compile one.
 */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const rows = process.argv.slice(2).map((file) => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    file,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
});
process.stdout.write(JSON.stringify(rows));
