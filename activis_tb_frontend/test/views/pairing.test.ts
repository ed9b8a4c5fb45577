import { expect, test } from "vitest";
import type { CorrespondenceAnswer } from "../../src/data/source";
import { pairingLabel, pairingLines } from "../../src/views/pairing";
import { neuronParts, spoken } from "../../src/views/readout";

const pairs: CorrespondenceAnswer = {
  mode: "matched",
  n_neurons: 128,
  n_other: 140,
  n_shared: 500,
  n_pairs: 118,
  median_r: 0.712,
  problem: null,
  partner: new Int32Array(128),
  r: new Float32Array(128),
};
const matched = { run: "a", pairs, problem: null };
const byIndex = { run: "c", pairs: { ...pairs, mode: "index" as const }, problem: null };
const refused = { run: "d", pairs: null, problem: "128 and 64 neurons cannot correspond by index" };

test("the button says how neurons correspond, and how many", () => {
  expect(pairingLabel([matched])).toBe("118 of 128 matched, median r 0.71");
  expect(pairingLabel([matched], true)).toBe("118 matched");
  expect(pairingLabel([byIndex])).toBe("by index, median r 0.71");
  expect(pairingLabel([refused])).toBe("neurons do not correspond");
  expect(pairingLabel([matched, byIndex])).toBe("neurons of 2 runs");
  expect(pairingLabel([{ ...matched, pairs: { ...pairs, n_pairs: 0, median_r: null } }])).toBe("0 of 128 matched");
});

test("each run has its line", () => {
  expect(pairingLines([matched, refused], (run) => run.toUpperCase()).split("\n")).toEqual([
    "A: 118 of 128 matched, median r 0.71, on 500 shared instances; 140 neurons there",
    "D: 128 and 64 neurons cannot correspond by index",
  ]);
});

test("the readout names both neurons and r, or that there is no partner", () => {
  const pair = { ours: "B", theirs: "A", partner: { neuron: 93, r: 0.8249 } };
  expect(spoken(neuronParts(17, "", pair))).toBe("neuron 17 of B, ~ neuron 93 of A, r 0.82");
  expect(spoken(neuronParts(17, "", { ...pair, partner: null }))).toBe("neuron 17 of B, no partner in A");
});
