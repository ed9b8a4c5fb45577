import { expect, test } from "vitest";
import { driftOf, seriesOf } from "../../src/state/drift";
import { elsewhereKey } from "../../src/state/elsewhere";

const x = { row: "subset:x", run: null, set: null, step: null };

test("drift is how far the largest and the smallest mean of a neuron are apart", () => {
  const rows = [Float32Array.of(0, 1, 5), Float32Array.of(2, 1, NaN), Float32Array.of(-1, 1, 0)];
  expect([...driftOf(rows)]).toEqual([3, 0, NaN]);
});

test("rows that differ only in their step are a series, with the row of the page's own moment", () => {
  const [zero, one] = [0, 1].map((step) => ({ ...x, step }));
  const [found, ...others] = seriesOf([zero, one]);
  expect(others).toEqual([]);
  expect(found.of).toEqual(x);
  expect(found.rows).toEqual(["subset:x", elsewhereKey(zero), elsewhereKey(one)]);
});

test("one row alone of another data set or run is no series, and those of two subsets are two", () => {
  const train = { ...x, set: "train" };
  expect(seriesOf([train])).toEqual([]);
  expect(seriesOf([train, { ...train, step: 0 }])[0].rows).toHaveLength(2);
  expect(seriesOf([train, { ...x, run: "b", step: 0 }])).toEqual([]);
  const two = seriesOf(
    [0, 1].flatMap((step) => [
      { ...x, step },
      { ...x, row: "subset:y", step },
    ]),
  );
  expect(two.map(({ of }) => of.row)).toEqual(["subset:x", "subset:y"]);
  expect(new Set(two.map(({ key }) => key)).size).toBe(2);
});
