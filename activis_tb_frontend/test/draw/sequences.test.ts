import { expect, test } from "vitest";
import { areSiblings, fittingUnits, neuronOf, shadeBy, siblings } from "../../src/draw/sequences";

const parents = Int32Array.of(0, 0, 0, 1, 1, 0);

test("a unit's siblings are the rows around it with the same parent", () => {
  expect(siblings(parents, 1, 9)).toEqual([0, 1, 2]);
  expect(siblings(parents, 3, 9)).toEqual([3, 4]);
  expect(siblings(parents, 5, 9)).toEqual([5]);
});

test("a long sequence is shown around its unit, at its ends as much of it", () => {
  const long = new Int32Array(9);
  expect([0, 4, 7, 8].map((row) => siblings(long, row, 1))).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
    [6, 7, 8],
  ]);
  expect([
    areSiblings(parents, 2, 0),
    areSiblings(parents, 3, 2),
    areSiblings(parents, -1, 0),
    areSiblings(parents, 6, 5),
  ]).toEqual([true, false, false, false]);
});

test("units that do not all fit stay around their own one, between marks of what is left out", () => {
  const widths = [10, 20, 30, 10, 10];
  expect(fittingUnits(widths, 4, 80, 5)).toEqual([0, 5]);
  // 5 and 5 are for the marks; the own one leaves 59, the two before it 19.
  expect(fittingUnits(widths, 4, 79, 5)).toEqual([2, 5]);
  expect(fittingUnits(widths, 1, 60, 5)).toEqual([0, 2]);
  expect(fittingUnits(widths, 2, 20, 5)).toEqual([2, 3]);
});

test("units are shaded by a neuron's activation as a share of its largest, those outside the sample not at all", () => {
  const answer = { layer: "hidden", n_neurons: 2, n_sampled: 3, value: Float32Array.of(9, -4, 9, 2, 9, NaN) };
  const activations = neuronOf(answer, 1);
  expect([...activations]).toEqual([-4, 2, NaN]);
  const dots = Int32Array.of(1, -1, 0, 2);
  expect([0, 1, 2, 3, 4].map(shadeBy(activations, dots))).toEqual([0.5, 0, -1, 0, 0]);
  expect([0, 2].map(shadeBy(new Float32Array(2), dots))).toEqual([0, 0]);
  expect([0, 2].map(shadeBy(Float32Array.of(Infinity, -3), dots))).toEqual([-1, 1]);
});
