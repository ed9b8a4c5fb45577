import { expect, test } from "vitest";
import { firstView, type View } from "../../src/state/view";
import { fileOfView, LARGEST_FILE, strangerTo, viewOfFile } from "../../src/state/viewFile";

const view: View = {
  ...firstView,
  run: "narrow/activis",
  set: "test",
  pins: ["q17", "<b>"],
  orders: { hidden: "subset:NUM" },
  made: [
    { name: "drawn", selection: { not: { bits: "gA==", checksum: 7, layer: "hidden" } }, color: 3, hidden: false },
  ],
  beside: [{ row: "subset:3", run: "b/activis", set: "train", step: 2 }],
  lasso: { sample: 7, bits: "gA==", layer: "hidden" },
  since: { run: null, step: 2, show: "both" },
  cka: { run: "wide/activis", step: 3, pair: ["hidden", "conv"] },
};
const file = (content: object): string => JSON.stringify({ kind: "ActiVis view", version: 1, ...content });
const read = (content: string): (() => View) => {
  return () => viewOfFile("a.json", content);
};

test("a view survives the way into a file and back", () => {
  expect(viewOfFile("a.json", fileOfView(view))).toEqual(view);
});

test("what a file does not say has its default, and unknown keys are ignored", () => {
  const known = viewOfFile("a.json", file({ later: 1, view: { pins: ["a"], later: [], instances: { mode: "list" } } }));
  expect(known).toEqual({ ...firstView, pins: ["a"], instances: { ...firstView.instances, mode: "list" } });
});

test("what is no view is refused in a sentence", () => {
  for (const content of ["", "7", "null", "[]", "{", "{}", file({}), file({ view: 3 }), '{"kind":"ActiVis view"}'])
    expect(read(content)).toThrow('"a.json" is not a view of ActiVis; save one with "Export" on the page');
  expect(read(" ".repeat(LARGEST_FILE + 1))).toThrow("too large");
  expect(read(file({ version: 2, view: {} }))).toThrow("another version");
  expect(read("[".repeat(100_000))).toThrow("not a view of ActiVis");
});

test("a view is taken as a whole or not at all", () => {
  const damaged: [keyof View, unknown][] = [
    ["step", "4"],
    ["pins", ["a", 7]],
    ["orders", 5],
    ["made", [{ name: "deep", selection: { not: {} } }]],
    ["instances", { mode: "cubes" }],
    ["lasso", { sample: -1, bits: "gA==" }],
    ["run", {}],
  ];
  for (const [key, value] of damaged)
    expect(read(file({ view: { [key]: value } }))).toThrow(`what it has as "${key}" is none`);
});

test("a view of another run or data set is told, with no more of its name than can be read", () => {
  const set = { name: "test", recording: "1", steps: [0], wall_times: [0] };
  const runs = [{ run: "narrow/activis", name: "narrow", problem: null, instance_sets: [set] }];
  expect(strangerTo(runs, view)).toBeNull();
  expect(strangerTo(runs, firstView)).toBeNull();
  expect(strangerTo(runs, { run: "narrow/activis", set: "train" })).toContain('data set "train", which is not here');
  expect(strangerTo(runs, { run: "x".repeat(10_000), set: null })?.length).toBeLessThan(200);
});
