import { expect, test } from "vitest";
import { differenceReadoutOf } from "../../src/views/differenceReadout";
import { spoken } from "../../src/views/readout";

const pointed = {
  neuron: 1,
  name: "",
  label: "NUM→DESC − NUM→NUM",
  values: Float32Array.of(0, -0.42),
  unit: "",
  effect: {
    layer: "hidden",
    n: 14,
    n_against: 95,
    shared: 0,
    circular: null,
    threshold: 3.4,
    auc: Float32Array.of(0.5, 0.04),
    g: Float32Array.of(0, -1.73),
    p: Float32Array.of(1, 0.002),
  },
  effectless: null,
  pair: null,
  waits: false,
  sampled: false,
};

test("the readout of a difference says how far, how clear, how certain and on how many", () => {
  expect(spoken(differenceReadoutOf(pointed))).toBe(
    "neuron 1, NUM→DESC − NUM→NUM, difference −0.42, AUC 0.04, g −1.7, certain, n 14 and 95",
  );
});

test("it says that effects rest on the sample, and without whom", () => {
  const effect = { ...pointed.effect, shared: 1200 };
  expect(spoken(differenceReadoutOf({ ...pointed, effect, sampled: true }))).toContain(
    "n 14 and 95 sampled, 1,200 in both left out",
  );
});

test("while the effect is computed it says so, and where there is none only the difference is there", () => {
  const waiting = { ...pointed, effect: null, waits: true };
  expect(spoken(differenceReadoutOf(waiting))).toContain("difference −0.42, comparing …");
  const auc = Float32Array.of(NaN, NaN);
  const none = { ...pointed, effect: { ...pointed.effect, auc, circular: "conv" } };
  expect(spoken(differenceReadoutOf(none))).toContain("difference −0.42, circular: chosen by activations of conv, n");
});

test("rows of two steps have a difference, and why they have no effect; those of two runs their neurons' partners", () => {
  const steps = { ...pointed, effect: null, effectless: "no effect: the rows are of different steps" };
  expect(spoken(differenceReadoutOf(steps))).toBe(
    "neuron 1, NUM→DESC − NUM→NUM, difference −0.42, no effect: the rows are of different steps",
  );
  const pair = { ours: "B", theirs: "A", partner: { neuron: 7, r: 0.5 } };
  expect(spoken(differenceReadoutOf({ ...steps, pair }))).toContain("neuron 1 of B, ~ neuron 7 of A, r 0.50, NUM→DESC");
  expect(spoken(differenceReadoutOf({ ...steps, pair: { ...pair, partner: null } }))).toBe(
    "neuron 1 of B, no partner in A, NUM→DESC − NUM→NUM",
  );
});
