import { expect, test } from "vitest";
import { certainStretches } from "../../src/draw/certain";

test("certain columns side by side are one stretch, counted from the first in view", () => {
  const columns = { count: 10, width: 4, first: 2, shown: 6 };
  const certain = [0, 1, 1, 1, 0, 1, 0, 0, 1, 1];
  expect(certainStretches(columns, (place) => certain[place] === 1)).toEqual([
    [0, 2],
    [3, 4],
  ]);
  expect(certainStretches(columns, () => false)).toEqual([]);
});
