import { expect, test } from "vitest";
import { shadesOf, siblings } from "../../src/draw/sequences";

const parents = Int32Array.of(0, 0, 0, 1, 1, 0);

test("a unit's siblings are the rows around it with the same parent", () => {
  expect(siblings(parents, 1, 9)).toEqual([0, 1, 2]);
  expect(siblings(parents, 3, 9)).toEqual([3, 4]);
  expect(siblings(parents, 5, 9)).toEqual([5]);
  expect(siblings(parents, 0, 1)).toEqual([0, 1]);
});

test("units are shaded by the size of a neuron's activation, those outside the sample not at all", () => {
  const answer = { layer: "hidden", n_neurons: 2, n_sampled: 2, value: Float32Array.of(9, -4, 9, 2) };
  expect([...shadesOf(answer, 1, Int32Array.of(1, -1, 0))]).toEqual([0.5, 0, 1]);
  const dead = { ...answer, value: new Float32Array(4) };
  expect([...shadesOf(dead, 0, Int32Array.of(0, 1))]).toEqual([0, 0]);
});
