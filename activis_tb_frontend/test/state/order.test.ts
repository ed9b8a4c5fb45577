import { expect, test } from "vitest";
import { descendingOrder, positions, recordedOrder } from "../../src/state/order";

test("columns go from the largest value to the smallest, ties by neuron", () => {
  expect([...descendingOrder(Float32Array.of(1, 3, 1, -2, 3))]).toEqual([1, 4, 0, 2, 3]);
});

test("infinities are values and NaN comes last, even behind minus infinity", () => {
  expect([...descendingOrder(Float32Array.of(NaN, -Infinity, 2, Infinity, NaN))]).toEqual([3, 2, 1, 0, 4]);
});

test("positions undo an order", () => {
  const order = descendingOrder(Float32Array.of(5, 9, 7));
  expect([...positions(order)]).toEqual([2, 0, 1]);
  expect([...positions(recordedOrder(3))]).toEqual([0, 1, 2]);
});
