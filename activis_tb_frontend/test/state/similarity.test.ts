import { expect, test } from "vitest";
import { similarityOrder } from "../../src/state/similarity";

/** Rows x neurons; the neurons lie on a circle at these angles, with sizes and offsets of their own. */
function onCircle(angles: number[]): Float32Array[] {
  const n_rows = 8;
  return Array.from({ length: n_rows }, (_, row) =>
    Float32Array.from(angles, (angle, i) => 5 * i + (1 + i) * Math.cos(angle - (2 * Math.PI * row) / n_rows)),
  );
}

test("neurons on a circle are ordered around it, from the widest gap on", () => {
  const order = [...similarityOrder(onCircle([2, 0.5, 3, 1, 0.1]), 5)];
  const expected = [4, 1, 3, 0, 2];
  expect([expected, [...expected].reverse()]).toContainEqual(order);
});

test("constant neurons and those with NaN come last, by index", () => {
  const rows = onCircle([1, 2, 0, 3, 4]);
  rows.forEach((row) => (row[0] = 7));
  rows[3][2] = NaN;
  expect([...similarityOrder(rows, 5)].slice(3)).toEqual([0, 2]);
});

test("nothing to tell apart is the recorded order", () => {
  expect([...similarityOrder([Float32Array.of(1, 1), Float32Array.of(1, 1)], 2)]).toEqual([0, 1]);
  expect([...similarityOrder([], 2)]).toEqual([0, 1]);
});
