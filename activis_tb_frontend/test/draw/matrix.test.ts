import { expect, test } from "vitest";
import { squeeze } from "../../src/draw/matrix";
import { recordedOrder } from "../../src/state/order";

test("a squeezed pixel is the mean of its columns in their order", () => {
  const values = Float32Array.of(1, 3, 5, 7);
  expect([...squeeze(values, recordedOrder(4), 2)]).toEqual([2, 6]);
  expect([...squeeze(values, Int32Array.of(0, 3, 1, 2), 2)]).toEqual([4, 4]);
});

test("NaN and infinity do not spoil a pixel's mean", () => {
  expect([...squeeze(Float32Array.of(1, NaN, Infinity, NaN), recordedOrder(4), 2)]).toEqual([1, NaN]);
});

test("more pixels than columns repeat them", () => {
  expect([...squeeze(Float32Array.of(1, 2), recordedOrder(2), 4)]).toEqual([1, 1, 2, 2]);
});
