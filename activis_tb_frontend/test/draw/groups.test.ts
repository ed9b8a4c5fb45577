import { expect, test } from "vitest";
import type { InstancesAnswer, Task } from "../../src/data/source";
import { coloringClasses, groupInstances, shortNumber, wrongInstances } from "../../src/draw/groups";

function answer(task: Task, label: number[], prediction: number[], score: number[] = []): InstancesAnswer {
  const numbers = (values: number[]) => (task === "regression" ? Float32Array.from(values) : Int32Array.from(values));
  const scores = Float32Array.from(label, (_, row) => score[row] ?? NaN);
  return {
    n: label.length,
    n_listed: label.length,
    task,
    class_names: ["ABBR", "DESC", "NUM"],
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
  const groups = groupInstances(answer("classes", [0, 1, 1, 2], [0, 0, 1, 1]));
  expect(groups.map((group) => group.title)).toEqual(["DESC", "NUM", "ABBR"]);
});

test("unlabelled instances are grouped by their prediction", () => {
  const unlabelled = answer("classes", [-1, -1, -1], [2, 0, 2], [0.4, 0.5, 0.6]);
  const groups = groupInstances(unlabelled);
  expect(groups.map((group) => [group.title, [...group.blocks[0].rows]])).toEqual([
    ["→ ABBR", [1]],
    ["→ NUM", [2, 0]],
  ]);
  expect([...coloringClasses(unlabelled, groups)]).toEqual([2, 0, 2]);
  expect([...wrongInstances(unlabelled)]).toEqual([0, 0, 0]);
});

test("instances with neither label nor prediction are one group", () => {
  const groups = groupInstances(answer("none", [-1, -1], [-1, -1]));
  expect(groups.map((group) => group.title)).toEqual(["no label"]);
});

test("a regression has fifths of the label, each by residual", () => {
  const regression = answer("regression", [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], [10, 9, 8, 7, 6, 5, 4, 3, 2, 3]);
  const groups = groupInstances(regression);
  expect(groups.map((group) => group.title)).toEqual(["1 to 2", "3 to 4", "5 to 6", "7 to 8", "9 to 10"]);
  expect([...groups[0].blocks[0].rows]).toEqual([8, 9]);
  expect([...coloringClasses(regression, groups)]).toEqual([4, 4, 3, 3, 2, 2, 1, 1, 0, 0]);
});

test("wrong are those with a label that differs from the prediction", () => {
  expect([...wrongInstances(answer("classes", [0, 1, -1], [0, 2, 2]))]).toEqual([0, 1, 0]);
});

test("numbers are short and have a true minus sign", () => {
  expect([0, 0.20512, -5.312, 1234.5, 1e-5, 2.5e7, NaN, -Infinity].map(shortNumber)).toEqual([
    "0",
    "0.205",
    "−5.31",
    "1230",
    "1.0e−5",
    "2.5e+7",
    "NaN",
    "−Infinity",
  ]);
});
