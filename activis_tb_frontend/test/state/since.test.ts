import { expect, test } from "vitest";
import type { RunListing } from "../../src/data/source";
import { momentSince, sinceOf } from "../../src/state/since";

const listing = (run: string, steps: number[]): RunListing => ({
  run,
  name: run,
  problem: null,
  instance_sets: [{ name: "test", recording: run, steps, wall_times: steps.map(() => 0) }],
});
const runs = [listing("a", [0, 5]), listing("b", [3])];
const here = { run: "a", instance_set: "test", step: 5, recording: "a" };

test("a step is one of the shown run, a run is at the step beside the shown one", () => {
  expect(momentSince(runs, here, { run: null, step: 0 })).toMatchObject({ run: "a", step: 0 });
  expect(momentSince(runs, here, { run: "b", step: null })).toMatchObject({ run: "b", step: 3, recording: "b" });
});

test("the shown moment is not compared with itself, nor with a run that is gone", () => {
  expect(momentSince(runs, here, { run: null, step: 5 })).toBeNull();
  expect(momentSince(runs, here, { run: "c", step: null })).toBeNull();
});

test("a link says a run or a step", () => {
  expect(sinceOf({ run: "b", step: 4 })).toEqual({ run: "b", step: null, show: "difference" });
  expect(sinceOf({ step: 4, show: "both" })).toEqual({ run: null, step: 4, show: "both" });
  expect(sinceOf({ step: 4, show: "all" })?.show).toBe("difference");
  expect([sinceOf(null), sinceOf({ step: "4" })]).toEqual([null, null]);
});
