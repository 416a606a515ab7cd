// Times the guard in wasm over the drafts that are timed natively, prints a Markdown table and adds it to the report. The
// module runs in node, which has the engine of Chromium. Fails when a median is over a millisecond. Environment: CC_MODULE
// (what wasm-bindgen made for node), CC_REPORT. Two figures: a draft whose words were seen before, as it is while somebody types, and
// one that comes all at once.

import { appendFileSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [LANGUAGES, LENGTH, ROUNDS, FIRSTS, LONGEST] = [["en", "de", "fr", "es", "ar"], 300, 1001, 25, 1];
const { Ear } = await import(pathToFileURL(process.env.CC_MODULE));
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const catalogue = read("../../crates/context-gateway/questions/default.toml");
const rows = read("sentences.tsv").split("\n").slice(1).map((row) => row.split("\t"));

const middle = (taken) => taken.sort((one, other) => one - other)[(taken.length - 1) / 2];

function timed(ear, draft) {
  const started = performance.now();
  ear.hears(draft);
  return performance.now() - started;
}

function medians(language) {
  const ear = new Ear(catalogue, language);
  const sentences = rows.filter(([, its, , , , split]) => its === language && split === "dev");
  const draft = [...sentences.map(([, , text]) => text).join(" ")].slice(0, LENGTH).join("");
  if (ear.hears(draft) === 0) throw new Error(`nothing is heard in ${language}, so nothing would be measured`);
  const again = Array.from({ length: ROUNDS }, () => timed(ear, draft));
  const first = Array.from({ length: FIRSTS }, () => {
    const fresh = new Ear(catalogue, language);
    // The phrases are read when the first text comes.
    fresh.hears("-");
    return timed(fresh, draft);
  });
  return [middle(again), middle(first)];
}

const taken = LANGUAGES.map((language) => [language, ...medians(language)]);
const slowest = Math.max(...taken.flatMap(([, ...both]) => both));
const micros = (time) => `${Math.round(time * 1000)} µs`;
const lines = taken.map(([language, again, first]) => `| ${language} | ${micros(again)} | ${micros(first)} |`);
const table = `
## Time in wasm for a draft of ${LENGTH} characters

The release profile, in node; median of ${ROUNDS} of a draft whose words were seen before, as while it is typed, and of ${FIRSTS} of one that comes at
once.

| language | typed | at once |
| --- | ---: | ---: |
${lines.join("\n")}

Target in wasm: ${LONGEST} ms for a draft. ${slowest <= LONGEST ? "Met." : "Missed."}
`;
console.log(table);
appendFileSync(process.env.CC_REPORT, table);
process.exitCode = slowest <= LONGEST ? 0 : 1;
