import { expect, test } from "vitest";
import type { Moment, RunListing } from "../../src/data/source";
import {
  elsewhereKey,
  elsewhereName,
  elsewhereOfKey,
  elsewheresOf,
  momentElsewhere,
  overSteps,
} from "../../src/state/elsewhere";

const runs: RunListing[] = [
  {
    run: "a/activis",
    name: "a",
    problem: null,
    instance_sets: [
      { name: "test", recording: "r1", steps: [0, 2, 4], wall_times: [1, 2, 3] },
      { name: "train", recording: "r2", steps: [0, 1], wall_times: [1, 2] },
    ],
  },
  {
    run: "b/activis",
    name: "b",
    problem: null,
    instance_sets: [{ name: "test", recording: "r3", steps: [3, 6], wall_times: [1, 2] }],
  },
];
const here: Moment = { run: "a/activis", instance_set: "test", step: 4, recording: "r1" };
const x = { row: "subset:x", run: null, set: null, step: null };

test("a row is shown at every step but the one that is shown already", () => {
  expect(overSteps(x, [0, 2, 4], 2)).toEqual([
    { ...x, step: 0 },
    { ...x, step: 4 },
  ]);
  expect(overSteps(x, [3], 3)).toEqual([]);
  expect(overSteps({ ...x, set: "train" }, [3, 9], 3)).toEqual([{ ...x, set: "train", step: 9 }]);
});

test("of many steps twelve are shown, with the first and the last one", () => {
  const steps = Array.from({ length: 101 }, (_, step) => step);
  const shown = overSteps(x, steps, 50).map(({ step }) => step);
  expect(shown).toHaveLength(12);
  expect([shown[0], shown[11]]).toEqual([0, 100]);
  expect(new Set(shown).size).toBe(12);
});

test("what an address leaves out is the page's; a step that a data set lacks is the latest before it", () => {
  const at = (part: object) => momentElsewhere(runs, here, { ...x, ...part });
  expect(at({ step: 2 })).toEqual({ ...here, step: 2 });
  expect(at({ set: "train" })).toEqual({ run: "a/activis", instance_set: "train", step: 1, recording: "r2" });
  expect(at({ set: "train", step: 0 })?.step).toBe(0);
  expect(at({ run: "b/activis" })).toEqual({ run: "b/activis", instance_set: "test", step: 3, recording: "r3" });
  expect([at({ set: "gone" }), at({ run: "gone" }), at({ run: "b/activis", set: "train" })]).toEqual([
    null,
    null,
    null,
  ]);
  expect(momentElsewhere(runs, null, x)).toBeNull();
});

test("rows of a link that are none are left out", () => {
  expect(elsewheresOf([{ row: "subset:x", set: 3, step: "4" }, { set: "train" }, null, 7])).toEqual([x]);
  expect(elsewheresOf("rows")).toEqual([]);
  expect(elsewheresOf(Array(100).fill({ row: "subset:x", step: 1 }))).toHaveLength(64);
});

test("a key tells rows apart, a name says where they are", () => {
  const one = { ...x, step: 3 };
  const all = [one, x, { ...one, set: "train" }, { ...one, run: "b/activis" }, { ...one, row: "subset:y" }];
  expect(new Set(all.map(elsewhereKey)).size).toBe(5);
  expect(elsewhereName(one)).toBe("step 3");
  expect(elsewhereName({ ...x, set: "train" })).toBe("train");
  expect(elsewhereName({ ...one, set: "train", run: "b/activis" }, "wide")).toBe("wide, train, step 3");
});

test("a key says where its row lies, keys of other rows and broken ones nothing", () => {
  for (const at of [x, { ...x, run: "b/activis", step: 3 }, { ...x, set: "train" }])
    expect(elsewhereOfKey(elsewhereKey(at))).toEqual(at);
  for (const key of ["subset:x", "at:", "at:[1", "at:[null,null,5]"]) expect(elsewhereOfKey(key)).toBeNull();
});
