import { expect, test } from "vitest";
import {
  certainNeurons,
  certaintyInWords,
  differenceOf,
  differenceScale,
  effectSizes,
  restOf,
  whyNoEffect,
} from "../../src/state/difference";

test("a difference is one row minus the other", () => {
  expect([...differenceOf(Float32Array.of(3, 0, NaN), Float32Array.of(1, 2, 1))]).toEqual([2, -2, NaN]);
});

test("the mean of the rest follows from those of all and of the subset", () => {
  // Two of 1 and 3, the other three 5, 6 and 7: all 22 / 5, rest 18 / 3.
  const [rest] = restOf({ n: 5, value: Float32Array.of(4.4) }, { n: 2, value: Float32Array.of(2) });
  expect(rest).toBeCloseTo(6, 5);
  expect([...restOf({ n: 2, value: Float32Array.of(1) }, { n: 2, value: Float32Array.of(1) })]).toEqual([NaN]);
});

test("differences have half of the layer's domain, or standard deviations where the rows have them", () => {
  const sd = Float32Array.of(0.5, 0);
  const plain = differenceScale("clipped", 4, sd);
  expect([plain.domain, plain.shown(1, 0)]).toEqual([[-2, 2], 1]);
  const standard = differenceScale("neuron", 4, sd);
  expect([standard.domain, standard.shown(1, 0), standard.shown(0, 1)]).toEqual([[-3, 3], 2, 0]);
});

test("up to a chance of 5 % a neuron is certain, and never without one", () => {
  expect([...certainNeurons({ p: Float32Array.of(0.002, 0.05, 0.06, NaN) })]).toEqual([1, 1, 0, 0]);
});

test("effects of either direction are as far from none", () => {
  expect([...effectSizes({ auc: Float32Array.of(0.25, 0.5, 1) })]).toEqual([0.25, 0, 0.5]);
});

test("certainty is said in words, and why there is none", () => {
  const judged = { n: 14, n_against: 95, circular: null, threshold: 3.4 };
  expect(certaintyInWords(judged, 0.01)).toBe("certain");
  expect(certaintyInWords(judged, 0.4)).toBe("not certain");
  // Three of 98 are at most sqrt(3 * 3 * 95 / 99) = 2.9 standard deviations from chance.
  expect(certaintyInWords({ ...judged, n: 3 }, 0.4)).toBe("not certain: n too small");
  // One of 81 is at most sqrt(3 * 80 / 82) = 1.711, which chance gives to one of many neurons more often than not.
  expect(certaintyInWords({ ...judged, n: 1, n_against: 80, threshold: 1.711 }, 0.3)).toBe("not certain: n too small");
  expect(certaintyInWords({ ...judged, n: 0 }, NaN)).toBe("no effect: one side has no members of its own");
  expect(certaintyInWords({ ...judged, circular: "hidden" }, NaN)).toBe("circular: chosen by activations of hidden");
});

test("rows of different steps, data sets or runs have no effect, in words", () => {
  const here = { run: "a", instance_set: "test", step: 3, recording: "r" };
  expect(whyNoEffect(here, here)).toBeNull();
  expect(whyNoEffect(here, { ...here, step: 2 })).toBe("no effect: the rows are of different steps");
  expect(whyNoEffect(here, { ...here, instance_set: "train" })).toBe("no effect: the rows are of different data sets");
  expect(whyNoEffect(here, { ...here, run: "b", step: 2 })).toBe("no effect: the rows are of different runs");
});
