import { expect, test } from "vitest";
import { descendingRows, orderedRows, sampledFirst } from "../../src/draw/instanceOrder";
import { answer } from "./answers";

test("rows are ordered by their number, highest first, NaN last and ties by row", () => {
  const values = Float32Array.of(0.5, NaN, -1, Infinity, 0, 0.5, -0, -Infinity, 1e-40);
  expect([...descendingRows(values)]).toEqual([3, 0, 5, 8, 4, 6, 2, 7, 1]);
});

test("a hundred thousand rows are ordered as comparing them does", () => {
  const values = Float32Array.from({ length: 100_000 }, (_, row) => Math.fround(Math.sin(row * 12.9898) * 43758.5453));
  const compared = Int32Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
  expect(descendingRows(values)).toEqual(compared);
});

test("a regression's first are those closest to their label", () => {
  expect([...orderedRows(answer("regression", [1, 2, 3], [4, 2.5, 3]), "score")]).toEqual([2, 1, 0]);
});

test("sampled rows come first without losing their order", () => {
  const partly = answer("classes", [0, 0, 0, 0], [0, 0, 0, 0]);
  partly.sample = Int32Array.of(0, 3);
  expect([...sampledFirst(Int32Array.of(2, 3, 1, 0), partly)]).toEqual([3, 0, 2, 1]);
});
