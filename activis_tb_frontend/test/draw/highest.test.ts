import { expect, test } from "vitest";
import { highestDots } from "../../src/draw/highest";

test("the highest come first, ties by place, without zeros and NaN", () => {
  expect(highestDots(Float32Array.of(1, NaN, 3, 0, 3, 2), 3)).toEqual([2, 4, 5]);
  expect(highestDots(Float32Array.of(0, 1), 3)).toEqual([1]);
});

test("one column of a table is looked through", () => {
  expect(highestDots(Float32Array.of(1, 9, 5, 2, 3, 7), 2, 1, 2)).toEqual([0, 2]);
});
