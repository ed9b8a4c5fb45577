import { expect, test } from "vitest";
import type { Group } from "../../src/draw/blocks";
import { linesOf } from "../../src/draw/lines";
import { stepLine } from "../../src/views/lines";

const group = (of: number, right: number[], wrong: number[]): Group => ({
  key: `label ${of}`,
  title: `class ${of}`,
  class: of,
  note: "",
  count: "",
  blocks: [
    { verdict: "right", fill: of, border: null, rows: Int32Array.from(right) },
    ...(wrong.length ? [{ verdict: "wrong" as const, fill: of, border: 9, rows: Int32Array.from(wrong) }] : []),
  ],
});
const lines = linesOf([group(4, [7, 5], [6]), group(2, [1], [])]);

test("a list has a head per group, a label per block of wrong ones and a line per instance", () => {
  const shown = Array.from({ length: lines.count }, (_, place) => {
    const line = lines.at(place);
    return line.kind === "instance" ? line.row : line.kind;
  });
  expect(shown).toEqual(["head", 7, 5, "label", 6, "head", 1]);
  expect([7, 6, 1, 3].map((row) => lines.placeOf(row))).toEqual([1, 4, 6, -1]);
  expect([4, 2, 0].map((of) => lines.headOf((group) => group.class === of))).toEqual([0, 5, -1]);
  expect([9, 8].map((of) => lines.labelOf(({ border }) => border === of))).toEqual([3, -1]);
});

test("arrows pass over heads and labels and stop at the ends", () => {
  const step = (from: number, key: string) => stepLine(lines, from, key, 3);
  expect(step(-1, "ArrowDown")).toBe(1);
  expect([1, 2, 4, 6].map((from) => step(from, "ArrowDown"))).toEqual([2, 4, 6, 6]);
  expect([6, 4, 1].map((from) => step(from, "ArrowUp"))).toEqual([4, 2, 1]);
  expect([step(4, "Home"), step(1, "End"), step(1, "PageDown"), step(1, "x")]).toEqual([1, 6, 4, -1]);
});

test("a million lines are found as quickly as a few", () => {
  const rows = Array.from({ length: 1_000_000 }, (_, row) => row);
  const many = linesOf([group(0, rows, [])]);
  expect(many.count).toBe(1_000_001);
  expect(many.at(1_000_000)).toMatchObject({ kind: "instance", row: 999_999 });
});
