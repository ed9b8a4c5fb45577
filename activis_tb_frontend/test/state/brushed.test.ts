import { expect, test } from "vitest";
import type { HistogramColumn } from "../../src/data/source";
import { rangeCondition, rangeOf, valueCondition } from "../../src/state/brushed";

const column = (name: string, edges: number[], kind: HistogramColumn["kind"] = "numbers"): HistogramColumn => ({
  name,
  kind,
  edges,
  counts: edges.slice(1).map(() => 1),
  n_missing: 0,
  n_not_finite: 0,
});

test("a brush is half open like the bins, and open where it reaches the end", () => {
  const length = column("length", [0, 0.1, 0.2, 0.30000000000000004, 0.4]);
  expect(rangeCondition(length, 1, 2)).toBe("length >= 0.1 AND length < 0.3");
  expect(rangeCondition(length, 2, 3)).toBe("length >= 0.2");
  expect(rangeCondition(length, 0, 1)).toBe("length < 0.2");
  expect(rangeCondition(length, 0, 3)).toBe("length IS NOT NULL");
});

test("bars of whole numbers are whole numbers", () => {
  const words = column("number of words", [0.5, 1.5, 2.5, 3.5]);
  expect(rangeCondition(words, 1, 1)).toBe('"number of words" = 2');
  expect(rangeCondition(words, 0, 1)).toBe('"number of words" BETWEEN 1 AND 2');
});

test("a range is said by the whole numbers in it, else by its edges", () => {
  const words = column("words", [-0.5, 0.5, 1.5, 2.5]);
  expect(rangeOf(words, 0, 2)).toEqual([0, 2]);
  expect(rangeOf(words, 1, 1)).toEqual([1, 1]);
  expect(rangeOf(column("length", [0.5, 0.75, 1]), 0, 1)).toEqual([0.5, 1]);
  expect(rangeOf(column("rate", [0.3, 0.3]), 0, 0)).toEqual([0.3, 0.3]);
});

test("times are written as dates where they are whole days", () => {
  const day = 86400;
  const when = column("day", [0, day, 2 * day + 60, 3 * day], "times");
  expect(rangeCondition(when, 1, 1)).toBe("day >= '1970-01-02' AND day < '1970-01-03 00:01:00'");
});

test("a value is compared as text, a boolean stands for itself", () => {
  expect(valueCondition("topic", "it's", false)).toBe("topic = 'it''s'");
  expect([valueCondition("correct", "true", true), valueCondition("correct", "false", true)]).toEqual([
    "correct",
    "NOT correct",
  ]);
});
