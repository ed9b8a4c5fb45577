import { expect, test } from "vitest";
import type { InstancesAnswer, Task } from "../../src/data/source";
import { NO_BINS } from "../../src/draw/bins";
import { coloringClasses, groupInstances, wrongInstances } from "../../src/draw/groups";

function answer(task: Task, label: number[], prediction: number[], score: number[] = []): InstancesAnswer {
  const numbers = (values: number[]) => (task === "regression" ? Float32Array.from(values) : Int32Array.from(values));
  const scores = Float32Array.from(label, (_, row) => score[row] ?? NaN);
  return {
    n: label.length,
    n_listed: label.length,
    task,
    class_names: ["ABBR", "DESC", "NUM"],
    columns: [],
    text_column: null,
    thumbnails: null,
    label: numbers(label),
    prediction: numbers(prediction),
    score: scores,
    label_score: scores,
    loss: scores,
    sample: Int32Array.from(label.keys()),
    always: new Uint8Array(label.length),
    members: new Uint8Array(),
  };
}

test("a class has its right ones by score, then the wrong ones by what they were predicted as, most frequent first", () => {
  const groups = groupInstances(
    answer("classes", [2, 2, 2, 2, 2, 2], [2, 1, 0, 2, 1, 2], [0.5, 0.6, 0.9, 0.8, 0.7, NaN]),
    NO_BINS,
  );
  expect(groups).toHaveLength(1);
  expect(groups[0].title).toBe("NUM");
  expect(groups[0].note).toBe("3 of 6 right");
  expect(groups[0].blocks.map(({ prediction, rows }) => [prediction, [...rows]])).toEqual([
    [null, [3, 0, 5]],
    [1, [4, 1]],
    [0, [2]],
  ]);
});

test("the class with most errors comes first, ties by class", () => {
  const groups = groupInstances(answer("classes", [0, 1, 1, 2], [0, 0, 1, 1]), NO_BINS);
  expect(groups.map((group) => group.title)).toEqual(["DESC", "NUM", "ABBR"]);
});

test("unlabelled instances are grouped by their prediction", () => {
  const unlabelled = answer("classes", [-1, -1, -1], [2, 0, 2], [0.4, 0.5, 0.6]);
  const groups = groupInstances(unlabelled, NO_BINS);
  expect(groups.map((group) => [group.title, [...group.blocks[0].rows]])).toEqual([
    ["→ ABBR", [1]],
    ["→ NUM", [2, 0]],
  ]);
  expect([...coloringClasses(unlabelled, NO_BINS)]).toEqual([2, 0, 2]);
  expect([...wrongInstances(unlabelled)]).toEqual([0, 0, 0]);
});

test("instances with neither label nor prediction are one group", () => {
  const groups = groupInstances(answer("none", [-1, -1], [-1, -1]), NO_BINS);
  expect(groups.map((group) => group.title)).toEqual(["no label"]);
});

test("a regression has its recorded bins, each by residual", () => {
  const bins = { names: ["below 4", "4 to 8", "8 and above"], edges: [4, 8] };
  const regression = answer("regression", [8, 7, 3, 4, 1, NaN], [8, 5, 3, 3, 2, 1]);
  const groups = groupInstances(regression, bins);
  expect(groups.map((group) => [group.title, group.note, group.class, [...group.blocks[0].rows]])).toEqual([
    ["below 4", "2", 0, [2, 4]],
    ["4 to 8", "2", 1, [3, 1]],
    ["8 and above", "1", 2, [0]],
    ["no label", "1", -1, [5]],
  ]);
  expect([...coloringClasses(regression, bins)]).toEqual([2, 1, 0, 1, 0, -1]);
});

test("within a run of one verdict sampled instances come first, each part by score", () => {
  const partly = answer("classes", [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0], [0.6, 0.9, 0.7, 0.8, 0.9, 0.5]);
  partly.sample = Int32Array.of(5, 2, 0);
  expect(groupInstances(partly, NO_BINS)[0].blocks.map(({ rows }) => [...rows])).toEqual([
    [2, 0, 1, 3],
    [5, 4],
  ]);
});

test("wrong are those with a label that differs from the prediction", () => {
  expect([...wrongInstances(answer("classes", [0, 1, -1], [0, 2, 2]))]).toEqual([0, 1, 0]);
});
