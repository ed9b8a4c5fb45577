import { expect, test } from "vitest";
import type { RunListing } from "../../src/data/source";
import { focusRun, momentKey, momentOf, nearestStep, setKey, setOfKey } from "../../src/state/moment";
import { firstView } from "../../src/state/view";

function run(name: string, time: number, problem: string | null = null): RunListing {
  const sets = [
    { name: "validation", recording: `${name}-1`, steps: [0, 2, 4], wall_times: [time, time + 1, time + 2] },
  ];
  return { run: `${name}/activis`, name, problem, instance_sets: sets };
}

test("the first visit shows the run recorded last at its last step", () => {
  const focused = focusRun([run("a", 100), run("b", 300), run("c", 200)], null);
  expect(focused?.name).toBe("b");
  expect(momentOf(focused!, firstView)).toEqual({
    run: "b/activis",
    instance_set: "validation",
    step: 4,
    recording: "b-1",
  });
});

test("a run that cannot be read or recorded nothing never has the focus", () => {
  const empty = { ...run("empty", 500), instance_sets: [] };
  expect(focusRun([run("newer", 400, "written by format 9"), empty, run("a", 1)], "newer/activis")?.name).toBe("a");
  expect(focusRun([empty], null)).toBeNull();
});

test("a missing step shows the latest earlier one, before the first the first", () => {
  expect([3, 4, 99, -1, null].map((chosen) => nearestStep([0, 2, 4], chosen))).toEqual([2, 4, 4, 0, 4]);
});

test("the data set of a moment's key is the moment's own, of no key none", () => {
  const moment = { run: "a", instance_set: "test", recording: "r-1", step: 3 };
  expect(setOfKey(momentKey(moment))).toBe(setKey(moment));
  expect(setOfKey(null)).toBe("[]");
});
