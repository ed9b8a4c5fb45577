import { expect, test } from "vitest";
import { groupInstances } from "../../src/draw/groups";
import { orderedRows } from "../../src/draw/instanceOrder";
import { coloringClasses, isJudged, offInstances, predictedClass, wrongInstances } from "../../src/draw/outcomes";
import { isOfNumbers, offShares, predictedLabels, residualOf } from "../../src/draw/residuals";
import { usualThreshold } from "../../src/draw/binGroups";
import { answer, ranking } from "./answers";

/** Five items, of which the fourth was put before all and the first behind all; the last has no score. */
const ranked = ranking([4, 2, 1, 0, 3, 2], [-7, 0.1, 0.05, 80, 0.2, NaN], [0, 2, 1, 4, 3, NaN]);
const bins = { names: ["below 2", "2 and above"], edges: [2] };

test("labels are numbers in a regression and in a ranking", () => {
  const tasks = ["classes", "multilabel", "regression", "ranking", "none"] as const;
  expect(tasks.map(isOfNumbers)).toEqual([false, false, true, true, false]);
  expect(isOfNumbers(undefined)).toBe(false);
});

test("what a ranking predicts is the label of the place, whatever the scale of its scores", () => {
  expect([...predictedLabels(ranked)]).toEqual([0, 2, 1, 4, 3, NaN]);
  expect([0, 1, 2, 3, 4, 5].map((row) => residualOf(ranked, row))).toEqual([-4, 0, 0, 4, 0, NaN]);
  expect([...predictedLabels(answer("regression", [1], [3]))]).toEqual([3]);
});

test("a ranking has the groups of a regression: those within the threshold, ranked too high, too low, and without score", () => {
  const groups = groupInstances(ranked, bins, { order: "score", sampledFirst: true, threshold: 1 });
  expect(groups.map(({ title, note }) => [title, note])).toEqual([
    ["below 2", "1 of 2 right"],
    ["2 and above", "2 of 3 right"],
  ]);
  expect(groups.map(({ blocks }) => blocks.map(({ verdict, off, rows }) => [verdict, off, [...rows]]))).toEqual([
    [
      ["right", undefined, [2]],
      ["wrong", "high", [3]],
    ],
    [
      ["right", undefined, [1, 4]],
      ["wrong", "low", [0]],
      ["unpredicted", undefined, [5]],
    ],
  ]);
});

test("its first are those whose place fits best, its wrong ones those beyond the threshold", () => {
  expect([...orderedRows(ranked, "score")]).toEqual([1, 2, 4, 0, 3, 5]);
  expect([...offInstances(ranked, 1)]).toEqual([1, 0, 0, 1, 0, 0]);
  expect([...offInstances(ranked, 4)]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...wrongInstances(ranked)]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([4, 5].map((row) => isJudged(ranked, row))).toEqual([true, false]);
  // Labels 4 2 1 0 3 2: mean 2, variance 10/6, standard deviation 1.29.
  expect(usualThreshold(ranked)).toBe(0.65);
});

test("how far off each is, is a share of the farthest", () => {
  expect([...offShares(ranking([4, 2, 1, 0], [0, 0, 0, NaN], [0, 3, 1, NaN]))]).toEqual([-1, 0.25, 0, 0]);
  expect([...offShares(answer("regression", [1, 2], [1, 2]))]).toEqual([0, 0]);
});

test("its colors are those of the bins, of its label and of its place", () => {
  expect([...coloringClasses(ranked, bins)]).toEqual([1, 1, 0, 0, 1, 1]);
  expect([0, 3, 5].map((row) => predictedClass(ranked, bins, row))).toEqual([0, 1, -1]);
});
