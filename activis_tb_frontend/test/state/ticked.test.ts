import { expect, test } from "vitest";
import { elsewhereKey } from "../../src/state/elsewhere";
import { tickedRows } from "../../src/state/ticked";

const none = { pins: [], selected: [] };
const at = (row: string, run: string) => ({ row, run, set: null, step: null });
const keys = Array.from({ length: 40 }, (_, i) => `subset:${i}`);

test("every row stands once for each ticked run", () => {
  expect(tickedRows([], { keys: ["subset:all"], ...none })).toEqual({ rows: [], leftOut: null });
  expect(tickedRows(["b", "c"], { keys: ["subset:all", "instance:q1"], ...none })).toEqual({
    rows: [at("subset:all", "b"), at("subset:all", "c"), at("instance:q1", "b"), at("instance:q1", "c")],
    leftOut: null,
  });
});

test("of too many rows the selected and pinned ones and the first are shown, and it is said", () => {
  const selected = ["subset:7", elsewhereKey(at("subset:9", "b")), "cell:1:2", null];
  const own = { keys: [...keys, "instance:q1"], pins: ["instance:q1"], selected };
  expect(tickedRows(["b", "c"], own).leftOut).toBeNull();
  const { rows, leftOut } = tickedRows(["b", "c", "d"], own);
  expect(rows.filter(({ run }) => run === "d").map(({ row }) => row)).toEqual([
    "subset:7",
    "subset:9",
    "subset:0",
    "instance:q1",
  ]);
  expect(leftOut).toBe('Only what is selected or pinned, and "all": every row would be too many.');
});

test("of many runs the first twelve are shown, and it is said", () => {
  const runs = Array.from({ length: 30 }, (_, i) => `run ${i}`);
  const { rows, leftOut } = tickedRows(runs, { keys: keys.slice(0, 2), ...none });
  expect(new Set(rows.map(({ run }) => run))).toEqual(new Set(runs.slice(0, 12)));
  expect(leftOut).toBe("Rows of the first 12 of 30 ticked runs.");
  const many = { keys, pins: keys.slice(0, 20), selected: [] };
  expect(tickedRows(runs, many).rows).toHaveLength(96);
});
