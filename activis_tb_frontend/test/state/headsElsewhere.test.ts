import { expect, test } from "vitest";
import type { CorrespondenceAnswer } from "../../src/data/source";
import { weightsThere } from "../../src/state/headsElsewhere.svelte";

/** Weights of two neurons for two classes, which the other run has in another order. */
const head = {
  layer: "hidden",
  n_neurons: 2,
  class_names: ["DESC", "NUM"],
  kernel: Float32Array.of(1, 4, 0, -2),
  bias: Float32Array.of(0, 0),
};

test("the weights of a class are found by its name, and stand where the neurons' partners do", () => {
  expect([...weightsThere(head, "NUM", null).weights!]).toEqual([3, -2]);
  const pairs = { partner: Int32Array.of(1, -1, 0) } as CorrespondenceAnswer;
  expect([...weightsThere(head, "NUM", pairs).weights!]).toEqual([-2, NaN, 3]);
});

test("a class that is not there has no weights, and it is said", () => {
  expect(weightsThere(head, "HUM", null)).toEqual({
    weights: null,
    problem: 'no contributions: there is no class "HUM" there',
  });
});
