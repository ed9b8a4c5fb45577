import { expect, test } from "vitest";
import type { DataSource, InstancesAnswer, SharedAnswer } from "../../src/data/source";
import { carried, fetchMatched, wrongThere } from "../../src/state/matched";

const here = { run: "a", instance_set: "test", step: 1, recording: "r" };
const there = { run: "b", instance_set: "test", step: 4, recording: "s" };
const { signal } = new AbortController();

/** Another run whose sample are rows 5, 2 and 7 of its table; row 2 is wrong there. */
function sourceOf(places: number[], theirs: Partial<InstancesAnswer> = {}): DataSource {
  const n_shared = places.filter((place) => place >= 0).length;
  const shared: SharedAnswer = { n: places.length, n_shared, places: Int32Array.from(places) };
  const label = new Int32Array(8);
  const prediction = label.map((_, row) => (row === 2 ? 1 : 0));
  const instances = { task: "classes", label, prediction, sample: Int32Array.of(5, 2, 7), ...theirs };
  return {
    fetchShared: () => Promise.resolve(shared),
    fetchInstances: () => Promise.resolve(instances as unknown as InstancesAnswer),
  } as unknown as DataSource;
}

test("a dot has the place that its instance has elsewhere, or none", () => {
  const xy = carried(Float32Array.of(1, 2, 3, 4), Int32Array.of(1, -1, 0));
  expect([...xy]).toEqual([3, 4, NaN, NaN, 1, 2]);
});

test("a dot knows its row in the other table, and whether it is wrong there", async () => {
  const matched = await fetchMatched(sourceOf([1, -1, 0, 2]), here, there, signal);
  expect([...matched.rows]).toEqual([2, -1, 5, 7]);
  expect([...wrongThere(matched, 0)]).toEqual([1, 0, 0, 0]);
});

test("in a regression it is wrong there when its prediction is farther off than the threshold", async () => {
  const label = new Float32Array(8);
  const prediction = Float32Array.of(9, 9, 3, 9, 9, -4, 9, 5);
  const source = sourceOf([1, -1, 0, 2], { task: "regression", label, prediction });
  const matched = await fetchMatched(source, here, there, signal);
  expect([...wrongThere(matched, 3.5)]).toEqual([0, 0, 1, 1]);
});

test("a moment that has none of the instances is named", async () => {
  const asked = fetchMatched(sourceOf([-1, -1]), here, there, signal);
  await expect(asked).rejects.toThrow('step 4 of run "b" has none of these instances');
});
