import { expect, test } from "vitest";
import type { InstancesAnswer, SubsetSummary } from "../../src/data/source";
import { atDots, isMember, membersOf } from "../../src/state/members";

const subset = (name: string, kind: SubsetSummary["kind"], label: number | null): SubsetSummary => ({
  name,
  kind,
  class: label,
  where: null,
  n: 0,
  n_sampled: 0,
  accuracy: null,
  mean_loss: null,
  residual: null,
});
const subsets = [
  subset("all", "all", null),
  subset("A", "class", 0),
  subset("B", "class", 1),
  subset("long", "declared", null),
];

/** Five instances, of which rows 4, 0 and 2 are sampled; "long" has the sampled 4 and 2. */
const instances = {
  label: Int32Array.of(0, 1, 1, 0, 1),
  prediction: Int32Array.of(0, 0, 1, 1, 0),
  sample: Int32Array.of(4, 0, 2),
  members: Uint8Array.of(0b11100000, 0b01000000, 0b10100000, 0b10100000),
} as unknown as InstancesAnswer;

const none = new Uint8Array(5);

test("members are packed with the first sampled instance in the highest bit", () => {
  expect([0, 1, 2].map((i) => isMember(instances.members, 3, 3, i))).toEqual([true, false, true]);
  const nine = Uint8Array.of(0, 0, 0, 0b10000000);
  expect(isMember(nine, 9, 1, 8)).toBe(true);
});

test("a class has all its instances, also those outside the sample", () => {
  expect([...membersOf("subset:B", instances, subsets, [], none)!]).toEqual([0, 1, 1, 0, 1]);
});

test("a declared subset has its sampled members", () => {
  expect([...membersOf("subset:long", instances, subsets, [], none)!]).toEqual([0, 0, 1, 0, 1]);
});

test("a confusion cell has the instances of its label and prediction", () => {
  const mask = membersOf("cell:1:0", instances, subsets, [], none)!;
  expect([...mask]).toEqual([0, 1, 0, 0, 1]);
  expect([...atDots(mask, instances.sample)]).toEqual([1, 0, 0]);
});

test("all, an instance and an unknown subset light up everything", () => {
  expect(
    ["subset:all", "instance:7", "subset:none"].map((key) => membersOf(key, instances, subsets, [], none)),
  ).toEqual([null, null, null]);
});

test("a bin has all labels between its edges, whatever number they are", () => {
  const hours = { ...instances, label: Float32Array.of(1, 35, 20, 40, 0) } as InstancesAnswer;
  const bins = [subset("all", "all", null), subset("below 35", "bin", 0), subset("35 and above", "bin", 1)];
  expect([...membersOf("subset:below 35", hours, bins, [35], none)!]).toEqual([1, 0, 1, 0, 1]);
  expect([...membersOf("subset:35 and above", hours, bins, [35], none)!]).toEqual([0, 1, 0, 1, 0]);
});

test("a cell of bins has those that are off from one bin to the other", () => {
  const hours = { ...instances, task: "regression", label: Float32Array.of(1, 40, 20, 3, 0) } as InstancesAnswer;
  hours.prediction = Float32Array.of(36, 36, 21, 50, 37);
  const off = Uint8Array.of(1, 0, 0, 1, 0);
  expect([...membersOf("cell:0:1", hours, [], [35], off)!]).toEqual([1, 0, 0, 1, 0]);
  const places = Float32Array.of(30, 36, 21, 50, 37);
  const ranked: InstancesAnswer = { ...hours, task: "ranking", placed: places };
  expect([...membersOf("cell:0:1", ranked, [], [35], off)!]).toEqual([0, 0, 0, 1, 0]);
});
