// Times the guard in wasm over the drafts that are timed natively, prints a Markdown table and adds it to the report. The
// module runs in node, which has the engine of Chromium. Fails when a median is over a millisecond. Environment: CC_MODULE
// (what wasm-bindgen made for node), CC_REPORT.

import { appendFileSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [LANGUAGES, LENGTH, ROUNDS, LONGEST] = [["en", "de", "fr", "es", "ar"], 300, 1001, 1];
const { Ear } = await import(pathToFileURL(process.env.CC_MODULE));
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const catalogue = read("../../crates/context-gateway/questions/default.toml");
const rows = read("sentences.tsv").split("\n").slice(1).map((row) => row.split("\t"));

function median(language) {
  const ear = new Ear(catalogue, language);
  const sentences = rows.filter(([, its, , , , split]) => its === language && split === "dev");
  const draft = [...sentences.map(([, , text]) => text).join(" ")].slice(0, LENGTH).join("");
  if (ear.hears(draft) === 0) throw new Error(`nothing is heard in ${language}, so nothing would be measured`);
  const taken = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    ear.hears(draft);
    return performance.now() - started;
  });
  return taken.sort((one, other) => one - other)[(ROUNDS - 1) / 2];
}

const medians = LANGUAGES.map((language) => [language, median(language)]);
const slowest = Math.max(...medians.map(([, taken]) => taken));
const lines = medians.map(([language, taken]) => `| ${language} | ${Math.round(taken * 1000)} µs |`);
const table = `
## Time in wasm for a draft of ${LENGTH} characters

The release profile, in node; median of ${ROUNDS}.

| language | median |
| --- | ---: |
${lines.join("\n")}

Target in wasm: ${LONGEST} ms for a draft. ${slowest <= LONGEST ? "Met." : "Missed."}
`;
console.log(table);
appendFileSync(process.env.CC_REPORT, table);
process.exitCode = slowest <= LONGEST ? 0 : 1;
