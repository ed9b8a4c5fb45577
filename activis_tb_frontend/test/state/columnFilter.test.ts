import { expect, test } from "vitest";
import { duplicates, uncertainNeurons, withoutMasked } from "../../src/state/columnFilter";
import { positions } from "../../src/state/order";

const masked = (nearest: number[], correlation: number[]): number[] => [
  ...duplicates({ nearest: Int32Array.from(nearest), correlation: Float32Array.from(correlation) }),
];

test("of two neurons that correlate strongly the first one stays", () => {
  expect(masked([2, 0, 0, -1], [0.99, 0.3, 0.99, NaN])).toEqual([0, 0, 1, 0]);
});

test("one of a chain of near-duplicates stays, wherever its nearest one stands", () => {
  // 1 is nearest to 3, 3 to 2, 2 to 3: one group.
  expect(masked([-1, 3, 3, 2], [NaN, 0.96, 0.99, 0.99])).toEqual([0, 0, 1, 1]);
});

test("a correlation of exactly the limit, or a strong negative one, hides nothing", () => {
  expect(masked([1, 0], [0.5, 0.5])).toEqual([0, 0]);
  expect(masked([1, 0], [-0.99, -0.99])).toEqual([0, 0]);
});

test("an order without hidden neurons keeps the others where they stood", () => {
  const order = Int32Array.of(3, 1, 0, 2);
  const shown = withoutMasked(order, [Uint8Array.of(0, 1, 0, 0), Uint8Array.of(0, 0, 1, 0)]);
  expect([...shown]).toEqual([3, 0]);
  expect([...positions(shown, 4)]).toEqual([1, -1, -1, 0]);
  expect(withoutMasked(order, [])).toBe(order);
});

test("what is not certain can be left out, but never everything", () => {
  expect([...uncertainNeurons(Uint8Array.of(0, 1, 0))!]).toEqual([1, 0, 1]);
  expect(uncertainNeurons(Uint8Array.of(0, 0))).toBeNull();
  expect(uncertainNeurons(null)).toBeNull();
});
