import { expect, test } from "vitest";
import { descendingOrder, isOrderOf, namedOrder, positions, quietOrder, recordedOrder } from "../../src/state/order";

test("columns go from the largest value to the smallest, ties by neuron", () => {
  expect([...descendingOrder(Float32Array.of(1, 3, 1, -2, 3))]).toEqual([1, 4, 0, 2, 3]);
});

test("infinities are values and NaN comes last, even behind minus infinity", () => {
  expect([...descendingOrder(Float32Array.of(NaN, -Infinity, 2, Infinity, NaN))]).toEqual([3, 2, 1, 0, 4]);
});

test("quiet neurons come first: those that never change, then those that are active on few instances", () => {
  const active = Float32Array.of(0.5, 0, 1, NaN, 0.001, 0);
  const silent = Uint8Array.of(0, 0, 1, 0, 0, 1);
  expect([...quietOrder(active, silent)]).toEqual([2, 5, 1, 4, 0, 3]);
});

test("positions undo an order", () => {
  const order = descendingOrder(Float32Array.of(5, 9, 7));
  expect([...positions(order)]).toEqual([2, 0, 1]);
  expect([...positions(recordedOrder(3))]).toEqual([0, 1, 2]);
});

test("names are in natural order, neurons without one last", () => {
  expect([...namedOrder(["unit 10", "unit 9", "Unit 1"], 4)]).toEqual([2, 1, 0, 3]);
});

test("an order has each neuron once", () => {
  expect([isOrderOf([2, 0, 1], 3), isOrderOf([2, 0, 0], 3), isOrderOf([0, 1], 3), isOrderOf([0, 1, 3], 3)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
