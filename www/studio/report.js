// What the studio says about contrast: a verdict, a warning for each colour that fails with what would pass, and every
// pair in a table. It is handed measured pairs and gives back a wish; knows no token's value.

import { nearest, publicName } from "./contrast.js";
import { element } from "./dom.js";
import { tokenNamed } from "./tokens.js";

const SCHEMES = ["light", "dark"];

/** The report in its three places. `onFix(token, scheme, color)` is called when a proposal is taken. */
export class Report {
  #verdict = document.getElementById("verdict");
  #warnings = document.getElementById("warnings");
  #pairs = document.getElementById("pairs");
  #onFix;
  #timer = 0;

  constructor(onFix) {
    this.#onFix = onFix;
  }

  /** Shows pairs as `Probe.measure` gives them, of both schemes. */
  show(pairs) {
    const failed = pairs.filter(({ ratio, least }) => ratio < least);
    this.#warnings.replaceChildren(...this.#grouped(failed, pairs));
    this.#pairs.replaceChildren(table(pairs));
    this.#verdict.className = failed.length === 0 ? "good" : "poor";
    // Sliders move often: only where they come to rest is said.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(failed, pairs), 120);
  }

  #say(failed, pairs) {
    const lowest = Math.min(...pairs.filter(({ least }) => least === 4.5).map(({ ratio }) => ratio));
    this.#verdict.textContent = failed.length === 0
      ? `All ${pairs.length} pairs pass WCAG 2.2 AA. Lowest of text: ${figure(lowest)}.`
      : `${failed.length} of ${pairs.length} pairs fail WCAG 2.2 AA.`;
  }

  /** One warning for each colour in a scheme, by its worst ground. */
  #grouped(failed, pairs) {
    const groups = Map.groupBy(failed, ({ front, scheme }) => `${front} ${scheme}`);
    return [...groups.values()].map((group) => {
      const [worst] = group.toSorted((one, other) => one.ratio - other.ratio);
      const demands = pairs.filter(({ front, scheme }) => front === worst.front && scheme === worst.scheme);
      return this.#warning(worst, group.length - 1, nearest(worst.frontBytes, demands.map(({ backBytes, least }) => ({ back: backBytes, least }))));
    });
  }

  #warning({ front, back, scheme, ratio, least }, others, proposal) {
    const token = tokenNamed(publicName(front));
    const more = others > 0 ? ` and ${others} more ground${others > 1 ? "s" : ""}` : "";
    const text = element("p", {}, element("b", { textContent: `${token.label}, ${scheme}` }), ` on ${labelOf(back).toLowerCase()}${more}: `, element("b", { textContent: figure(ratio) }), `, needs ${least}.`);
    if (proposal === null) return element("li", {}, text, element("p", { textContent: "No shade of it passes on all of its grounds: bring the grounds closer to each other." }));
    const button = element("button", { type: "button", textContent: `Use ${proposal}`, "aria-label": `Use ${proposal} for ${token.label}, ${scheme}` });
    button.addEventListener("click", () => this.#onFix(token, scheme, proposal));
    return element("li", {}, text, button);
  }
}

/** Rounded down: what fails must not look as if it passed. */
function figure(ratio) {
  return (Math.floor(ratio * 100) / 100).toFixed(2);
}

function table(pairs) {
  const head = element("tr", {}, ...["Colour", "On", "Light", "Dark", "Needs"].map((text) => element("th", { scope: "col", textContent: text })));
  const rows = [...Map.groupBy(pairs, ({ front, back }) => `${front} ${back}`).values()].map(row);
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

function row(pairs) {
  const [{ front, back, least }] = pairs;
  const figures = SCHEMES.map((scheme) => {
    const { ratio } = pairs.find((pair) => pair.scheme === scheme);
    return element("td", { className: ratio < least ? "poor" : "", textContent: `${figure(ratio)}${ratio < least ? " fails" : ""}` });
  });
  return element("tr", {}, element("th", { scope: "row", textContent: labelOf(front) }), element("td", { textContent: labelOf(back) }), ...figures, element("td", { textContent: String(least) }));
}

function labelOf(name) {
  return tokenNamed(publicName(name)).label;
}
