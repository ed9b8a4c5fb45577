import { expect, test } from "vitest";
import { labelWidth, NARROWEST_LABELS } from "../../src/views/labelWidth";

const measure = (text: string) => 6 * text.length;
const row = (label: string, n: number | null) => ({ label, n, weak: false });

test("the label column is as wide as the longest label of a subset needs", () => {
  // 46 around, 17 bold characters, 6 of the count
  expect(labelWidth([row("all", 5), row("sex = Female (1)+", 10_000)], 1100, measure)).toBe(
    Math.ceil(46 + 102 * 1.06 + 36),
  );
});

test("it is never narrower than usual and never above 24 % of the panel", () => {
  expect(labelWidth([row("all", 5)], 1100, measure)).toBe(NARROWEST_LABELS);
  expect(labelWidth([row("a label of fifty characters".repeat(2), 5)], 1000, measure)).toBe(240);
  expect(labelWidth([row("a label of fifty characters".repeat(2), 5)], 300, measure)).toBe(NARROWEST_LABELS);
});

test("pinned instances, whose texts are long, do not widen it", () => {
  expect(labelWidth([row("#q17 What is the speed of light in a vacuum ?", null)], 1100, measure)).toBe(
    NARROWEST_LABELS,
  );
});
