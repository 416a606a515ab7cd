// What axe-core finds on a page, in words that a failed test can print. It does not know how the page came to be.

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that look at colours: all that another theme of the same page can offend. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * Every violation on the page, or in the part `include` without the part `exclude`; of every rule, or of those that `only` names.
 * No page has a frame of another origin, so that axe can do without the second page it opens to collect their results.
 */
export async function violations(page, { include, exclude, only } = {}) {
  let builder = new AxeBuilder({ page }).setLegacyMode();
  builder = only ? builder.withRules(only) : builder.withTags(TAGS).options({ rules: { "target-size": { enabled: true } } });
  if (include) builder = builder.include(include);
  if (exclude) builder = builder.exclude(exclude);
  const { violations, passes } = await builder.analyze();
  expect(passes.length, "rules were applied").toBeGreaterThan(only ? 0 : 10);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join("; ")}`);
}
