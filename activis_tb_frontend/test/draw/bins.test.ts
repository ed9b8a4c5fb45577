import { expect, test } from "vitest";
import type { SnapshotAnswer, SubsetSummary } from "../../src/data/source";
import { binOf, binsOf, NO_BINS } from "../../src/draw/bins";

test("a label that is an edge is in the bin above it", () => {
  expect([34.9, 35, 39, 40, 60].map((label) => binOf(label, [35, 40]))).toEqual([0, 1, 1, 2, 2]);
});

test("a label that float32 rounds down stays above the edge it is", () => {
  expect(Math.fround(0.7)).toBeLessThan(0.7);
  expect(binOf(Math.fround(0.7), [0.7])).toBe(1);
});

test("without edges there is one bin, and no label is in none", () => {
  expect(binOf(3, [])).toBe(0);
  expect(binOf(NaN, [35])).toBe(-1);
});

test("the bins are named by their subsets, in order", () => {
  const subset = (name: string, kind: SubsetSummary["kind"]) => ({ name, kind }) as SubsetSummary;
  const subsets = [
    subset("all", "all"),
    subset("below 35", "bin"),
    subset("35 and above", "bin"),
    subset("x", "declared"),
  ];
  const snapshot = { subsets, edges: [35] } as Partial<SnapshotAnswer> as SnapshotAnswer;
  expect(binsOf(snapshot)).toEqual({ names: ["below 35", "35 and above"], edges: [35] });
  expect(binsOf(null)).toEqual(NO_BINS);
});
