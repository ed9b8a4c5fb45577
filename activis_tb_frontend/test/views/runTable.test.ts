import { expect, test } from "vitest";
import type { RunListing, SubsetSummary } from "../../src/data/source";
import { nameInGroup, runGroups } from "../../src/views/runs";
import { nextSort, runColumns, sortedRuns, type RunRow } from "../../src/views/runTable";

const subset = (name: string, accuracy: number | null, mean_loss: number | null = null): SubsetSummary => ({
  name,
  kind: "class",
  class: 0,
  where: null,
  n: 10,
  n_sampled: 10,
  accuracy,
  mean_loss,
  residual: null,
});
const rows: RunRow[] = [
  { run: "a", name: "a", subsets: [subset("all", 0.5), subset("NUM", 0.9)] },
  { run: "b", name: "b", subsets: null },
  { run: "c", name: "c", subsets: [subset("all", 0.7, 2)] },
  { run: "d", name: "d", subsets: [subset("all", 0.5, 3)] },
];
const columns = runColumns(rows, ["all", "NUM"]);
const order = (sort: string) => sortedRuns(rows, columns, sort).map(({ run }) => run);

test("a subset has the columns of which any run knows a number", () => {
  expect(columns.map(({ key }) => key)).toEqual(["accuracy subset:all", "loss subset:all", "accuracy subset:NUM"]);
});

test("runs are sorted either way, those without a number last, ties as listed", () => {
  expect(order("-accuracy subset:all")).toEqual(["c", "a", "d", "b"]);
  expect(order("accuracy subset:all")).toEqual(["a", "d", "c", "b"]);
  expect(order("loss subset:all")).toEqual(["c", "d", "a", "b"]);
  expect(order("of the moon")).toEqual(["a", "b", "c", "d"]);
});

test("a column's head sorts the largest first, then the smallest, then as listed", () => {
  expect([nextSort("", "k"), nextSort("-k", "k"), nextSort("k", "k"), nextSort("-other", "k")]).toEqual([
    "-k",
    "k",
    "",
    "-k",
  ]);
});

test("runs are grouped by the folder that they lie in", () => {
  const run = (name: string): RunListing => ({ run: name, name, problem: null, instance_sets: [] });
  const groups = runGroups([run("x/a"), run("b"), run("x/c"), run("x/y/d")]);
  expect(groups.map(({ parent, runs }) => [parent, ...runs.map(nameInGroup)])).toEqual([
    ["x", "a", "c"],
    ["", "b"],
    ["x/y", "d"],
  ]);
});
