import { expect, test } from "vitest";
import { usualThreshold } from "../../src/draw/binGroups";
import { groupInstances } from "../../src/draw/groups";
import { coloringClasses } from "../../src/draw/outcomes";
import { answer } from "./answers";

const bins = { names: ["below 4", "4 to 8", "8 and above"], edges: [4, 8] };
const regression = answer("regression", [8, 7, 3, 4, 1, NaN, 9], [8, 5, 3, 3, 2, 1, NaN]);

test("a regression has its recorded bins, those within the threshold by residual, then those that were predicted too high and too low", () => {
  const groups = groupInstances(regression, bins, { order: "score", sampledFirst: true, threshold: 1.5 });
  expect(groups.map(({ title, note, class: bin }) => [title, note, bin])).toEqual([
    ["below 4", "2 of 2 right", 0],
    ["4 to 8", "1 of 2 right", 1],
    ["8 and above", "1 of 1 right", 2],
    ["no label", "1", -1],
  ]);
  expect(groups.map(({ blocks }) => blocks.map(({ verdict, off, rows }) => [verdict, off, [...rows]]))).toEqual([
    [["right", undefined, [2, 4]]],
    [
      ["right", undefined, [3]],
      ["wrong", "low", [1]],
    ],
    [
      ["right", undefined, [0]],
      ["unpredicted", undefined, [6]],
    ],
    [["unpredicted", undefined, [5]]],
  ]);
  expect([...coloringClasses(regression, bins)]).toEqual([2, 1, 0, 1, 0, -1, 2]);
});

test("predictions are too high or too low by more than the threshold, whatever bin they are in", () => {
  const known = answer("regression", [9, 9, 9, 9], [30, 10, 5, 11.5]);
  const [{ blocks }] = groupInstances(known, bins, { order: "recorded", sampledFirst: true, threshold: 2 });
  expect(blocks.map(({ verdict, off, isMixed, rows }) => [verdict, off, isMixed, [...rows]])).toEqual([
    ["right", undefined, undefined, [1]],
    ["wrong", "high", true, [0, 3]],
    ["wrong", "low", true, [2]],
  ]);
});

test("usually half of the labels' standard deviation is right, in two digits", () => {
  // Labels 8 7 3 4 1 9: mean 16/3, variance 74/9, standard deviation 2.867.
  expect(usualThreshold(regression)).toBe(1.4);
  expect(usualThreshold(answer("regression", [NaN], [1]))).toBe(0);
});
