import { expect, test } from "vitest";
import { NO_BINS } from "../../src/draw/bins";
import { filterGroups, groupInstances, type Arrangement } from "../../src/draw/groups";
import {
  areWithoutLabels,
  coloringClasses,
  offInstances,
  predictedClass,
  wrongInstances,
} from "../../src/draw/outcomes";
import { answer } from "./answers";

const usual: Arrangement = { order: "score", sampledFirst: true, threshold: 1 };
const mixed = answer("classes", [2, 2, 2, 2, 2, 2], [2, 1, 0, 2, 1, 2], [0.5, 0.6, 0.9, 0.8, 0.7, NaN]);

test("a class has its right ones by score, then the wrong ones by what they were predicted as, most frequent first", () => {
  const groups = groupInstances(mixed, NO_BINS, usual);
  expect(groups).toHaveLength(1);
  expect(groups[0].title).toBe("NUM");
  expect([groups[0].note, groups[0].count]).toEqual(["3 of 6 right", "3/6"]);
  expect(groups[0].blocks.map(({ verdict, fill, border, rows }) => [verdict, fill, border, [...rows]])).toEqual([
    ["right", 2, null, [3, 0, 5]],
    ["wrong", 2, 1, [4, 1]],
    ["wrong", 2, 0, [2]],
  ]);
});

test.each([
  ["loss", [0, 3, 5]],
  ["recorded", [0, 3, 5]],
  ["score", [3, 0, 5]],
] as const)("right ones are ordered by %s", (order, rows) => {
  expect([...groupInstances(mixed, NO_BINS, { ...usual, order })[0].blocks[0].rows]).toEqual(rows);
});

test("the class with most errors comes first, ties by class", () => {
  const groups = groupInstances(answer("classes", [0, 1, 1, 2], [0, 0, 1, 1]), NO_BINS, usual);
  expect(groups.map((group) => group.title)).toEqual(["DESC", "NUM", "ABBR"]);
});

test("unlabelled instances are grouped by their prediction", () => {
  const unlabelled = answer("classes", [-1, -1, -1], [2, 0, 2], [0.4, 0.5, 0.6]);
  const groups = groupInstances(unlabelled, NO_BINS, usual);
  expect(groups.map((group) => [group.title, [...group.blocks[0].rows]])).toEqual([
    ["→ ABBR", [1]],
    ["→ NUM", [2, 0]],
  ]);
  expect([...coloringClasses(unlabelled, NO_BINS)]).toEqual([2, 0, 2]);
  expect([...wrongInstances(unlabelled)]).toEqual([0, 0, 0]);
});

test("instances with neither label nor prediction are one group", () => {
  const groups = groupInstances(answer("none", [-1, -1], [-1, -1]), NO_BINS, usual);
  expect(groups.map((group) => [group.title, group.note])).toEqual([["no label", "2"]]);
});

test("a label without a prediction is neither right nor wrong", () => {
  const partly = answer("classes", [1, 1, 2], [1, -1, -1]);
  const groups = groupInstances(partly, NO_BINS, usual);
  expect(groups.map(({ title, note }) => [title, note])).toEqual([
    ["DESC", "1 of 1 right"],
    ["NUM", "1"],
  ]);
  expect(groups[0].blocks.map(({ verdict, rows }) => [verdict, [...rows]])).toEqual([
    ["right", [0]],
    ["unpredicted", [1]],
  ]);
  expect([...wrongInstances(partly)]).toEqual([0, 0, 0]);
});

test("within a block sampled instances come first where they should, each part by score", () => {
  const partly = answer("classes", [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0], [0.6, 0.9, 0.7, 0.8, 0.9, 0.5]);
  partly.sample = Int32Array.of(5, 2, 0);
  const rowsOf = (sampledFirst: boolean) =>
    groupInstances(partly, NO_BINS, { ...usual, sampledFirst })[0].blocks.map(({ rows }) => [...rows]);
  expect(rowsOf(true)).toEqual([
    [2, 0, 1, 3],
    [5, 4],
  ]);
  expect(rowsOf(false)).toEqual([
    [1, 3, 2, 0],
    [4, 5],
  ]);
});

test("wrong are those with a label that differs from the prediction", () => {
  expect([...wrongInstances(answer("classes", [0, 1, -1], [0, 2, 2]))]).toEqual([0, 1, 0]);
});

test("off are those of a regression beyond the threshold, on either side", () => {
  const regression = answer("regression", [5, 5, 5, NaN], [6, 3.5, 7, 1]);
  expect([...offInstances(regression, 1.5)]).toEqual([0, 0, 1, 0]);
  expect([...wrongInstances(regression)]).toEqual([0, 0, 0, 0]);
  expect(predictedClass(regression, { names: [], edges: [4] }, 1)).toBe(0);
});

test("filtered groups keep what was found and say how many of their own", () => {
  const groups = filterGroups(groupInstances(mixed, NO_BINS, usual), Uint8Array.of(1, 1, 0, 0, 0, 0));
  expect(groups.map(({ title, note, blocks }) => [title, note, blocks.map(({ rows }) => [...rows])])).toEqual([
    ["NUM", "2 of 6", [[0], [1]]],
  ]);
  expect(filterGroups(groups, new Uint8Array(6))).toEqual([]);
});

test("groups of which all is found keep their note", () => {
  const groups = groupInstances(mixed, NO_BINS, usual);
  expect(filterGroups(groups, new Uint8Array(6).fill(1))).toEqual(groups);
});

test("classes are those of predictions where no instance has a label", () => {
  expect(areWithoutLabels(answer("classes", [-1, -1], [0, 2]))).toBe(true);
  expect(areWithoutLabels(answer("classes", [-1, 0], [0, 2]))).toBe(false);
  expect(areWithoutLabels(answer("regression", [NaN, NaN], [0.5, 2]))).toBe(false);
  const sets = {
    ...answer("multilabel", [-1, -1], [0, 2]),
    labels: new Uint8Array(2),
    loss: Float32Array.of(NaN, NaN),
  };
  expect(areWithoutLabels(sets)).toBe(true);
  // Known to have no label at all, which its loss tells.
  expect(areWithoutLabels({ ...sets, loss: Float32Array.of(NaN, 0.3) })).toBe(false);
});
