import { expect, test } from "vitest";
import type { LayerSummary, SnapshotAnswer, SubsetSummary } from "../../src/data/source";
import { findingsOf } from "../../src/state/findings";

const subset = (
  name: string,
  n: number,
  accuracy: number | null,
  part: Partial<SubsetSummary> = {},
): SubsetSummary => ({
  name,
  kind: "declared",
  class: null,
  where: null,
  n,
  n_sampled: n,
  accuracy,
  mean_loss: null,
  residual: null,
  ...part,
});

const layer = (name: string, n_neurons: number, dead: number | null, rarely_active: number | null): LayerSummary => ({
  name,
  n_neurons,
  dead,
  rarely_active,
  type: "",
  function: "",
  shape: null,
  pool: "mean",
  quantity: "activation",
  dtype: "float16",
  output: false,
  head: false,
  domain: [0, 1],
  rests_at_zero: true,
});

const snapshot = (part: Partial<SnapshotAnswer>): SnapshotAnswer => ({
  run: "a",
  instance_set: "test",
  step: 0,
  recording: "r",
  wall_time: 0,
  task: "classes",
  unit: "example",
  class_names: ["DESC", "NUM"],
  output: "",
  edges: [],
  n: 500,
  n_sampled: 500,
  accuracy: 0.9,
  mean_loss: null,
  subsets: [subset("all", 500, 0.5, { kind: "all" })],
  confusion: [],
  class_counts: [],
  layers: [],
  opening_layer: null,
  notes: [],
  ...part,
});

const sentences = (part: Partial<SnapshotAnswer>): string[] =>
  findingsOf(snapshot(part)).map((finding) => finding.parts.join(""));
const all = subset("all", 500, 0.5, { kind: "all" });

test("the most frequent error opens its cell", () => {
  const confusion: [number, number, number][] = [
    [0, 0, 90],
    [0, 1, 3],
    [1, 0, 14],
  ];
  const [finding] = findingsOf(snapshot({ confusion }));
  expect(finding.parts.join("")).toBe("Most confused: NUM taken for DESC, 14 times");
  expect(finding.opens).toEqual({ kind: "cell", key: "cell:1:0" });
});

test("the weakest subset has at least 30 instances and is not all of them", () => {
  const subsets = [all, subset("tiny", 29, 0), subset("what is", 205, 0.71), subset("other", 295, 0.9)];
  const [finding] = findingsOf(snapshot({ subsets }));
  expect(finding.parts.join("")).toBe("Weakest subset: what is, accuracy 0.71 on 205 instances");
  expect(finding.opens).toEqual({ kind: "row", key: "subset:what is" });
});

test("the least healthy layer is the one with the largest share of dead neurons, else of rarely active ones", () => {
  const layers = [layer("conv_1", 64, 23, 0), layer("conv_2", 1000, 30, 500), layer("out", 10, null, null)];
  expect(sentences({ layers })).toEqual(["conv_1: 23 of 64 neurons are dead (the same for all 500 instances)"]);
  expect(sentences({ layers: [layer("a", 64, 0, 2), layer("b", 64, 0, 5)] })).toEqual([
    "b: 5 of 64 neurons active on fewer than 0.1 %",
  ]);
});

test("health is said where all is well, and not where nobody knows", () => {
  const layers = [layer("a", 8, 0, 0), layer("b", 8, 0, 0)];
  expect(findingsOf(snapshot({ layers }))).toEqual([{ parts: ["No dead neurons in 2 layers"], opens: null }]);
  expect(findingsOf(snapshot({ layers: [layer("a", 8, null, null)] }))).toEqual([]);
});

test("a regression names the bin with the largest residuals, by the root of its mean squared error", () => {
  const subsets = [
    subset("all", 500, null, { kind: "all", mean_loss: 50 }),
    subset("below 35", 250, null, { kind: "bin", mean_loss: 16 }),
    subset("35 and more", 250, null, { kind: "bin", mean_loss: 144 }),
  ];
  expect(sentences({ task: "regression", accuracy: null, subsets })).toEqual([
    "Largest residuals: 35 and more, off by 12 (root mean square) on 250 instances",
  ]);
});

test("a ranking names the bin whose places are farthest off", () => {
  const subsets = [
    subset("all", 500, null, { kind: "all", residual: 2 }),
    subset("below 2", 250, null, { kind: "bin", residual: 1.25 }),
    subset("2 and above", 250, null, { kind: "bin", residual: 0.5 }),
  ];
  expect(sentences({ task: "ranking", accuracy: null, subsets })).toEqual([
    "Largest residuals: below 2, off by 1.25 (root mean square) on 250 instances",
  ]);
  const unknown = subsets.map((one) => ({ ...one, residual: null }));
  expect(sentences({ task: "ranking", accuracy: null, subsets: unknown })).toEqual([]);
});

test("without labels only health is left, without errors that is said", () => {
  const layers = [layer("a", 8, 1, 0)];
  expect(sentences({ task: "none", accuracy: null, subsets: [all], layers })).toEqual([
    "a: 1 of 8 neurons is dead (the same for all 500 instances)",
  ]);
  expect(sentences({ accuracy: 1, confusion: [[0, 0, 500]], subsets: [all, subset("x", 40, 1)] })).toEqual([
    "No wrong prediction among 500 instances",
  ]);
});

test("with several labels accuracy is that all of them are right, and tokens are called so", () => {
  const subsets = [all, subset("long", 1500, 0.7)];
  expect(sentences({ task: "multilabel", subsets })).toEqual([
    "Weakest subset: long, all labels right in 0.70 of 1,500 instances",
  ]);
  expect(sentences({ unit: "token", subsets, layers: [layer("a", 8, 2, 0)] })).toEqual([
    "Weakest subset: long, accuracy 0.70 on 1,500 tokens",
    "a: 2 of 8 neurons are dead (the same for all 500 tokens)",
  ]);
});
