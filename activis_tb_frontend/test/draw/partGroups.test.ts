import { expect, test } from "vitest";
import { partGroups, predictionGroups, type Part } from "../../src/draw/partGroups";
import { answer } from "./answers";

const part = (title: string, rows: number[]): Part => ({
  key: title,
  title,
  class: -1,
  holds: (row) => rows.includes(row),
});

test("a part has its right ones, then its wrong ones, each in the order of the rows, whatever their class", () => {
  const judge = (row: number) => row % 2 === 0;
  const [one, other] = partGroups(
    [part("art", [0, 1, 2]), part("sea", [2, 3]), part("empty", [])],
    Int32Array.of(3, 2, 1, 0),
    judge,
  );
  expect(one.note).toBe("2 of 3 right");
  expect(one.blocks.map(({ verdict, isMixed, rows }) => [verdict, isMixed, [...rows]])).toEqual([
    ["right", true, [2, 0]],
    ["wrong", true, [1]],
  ]);
  expect(other.blocks.map(({ rows }) => [...rows])).toEqual([[2], [3]]);
});

test("instances that cannot be judged are neither right nor wrong", () => {
  const judge = (row: number) => (row < 2 ? null : row === 2);
  const [mixed, none] = partGroups([part("a", [0, 2]), part("b", [0, 1])], Int32Array.of(0, 1, 2), judge);
  expect([mixed.note, mixed.blocks.map(({ verdict }) => verdict)]).toEqual(["1 of 1 right", ["right", "unpredicted"]]);
  expect([none.note, none.blocks.map(({ verdict }) => verdict)]).toEqual(["2", ["right"]]);
});

test("what was predicted as a class has its right ones first, then the wrong ones by their label", () => {
  const groups = predictionGroups(
    answer("classes", [2, 0, 1, 0, 2, -1], [2, 2, 2, 2, 0, 0]),
    Int32Array.of(5, 4, 3, 2, 1, 0),
  );
  expect(groups.map(({ title, note }) => [title, note])).toEqual([
    ["→ NUM", "1 of 4 right"],
    ["→ ABBR", "0 of 1 right"],
  ]);
  expect(groups[0].blocks.map(({ verdict, fill, border, rows }) => [verdict, fill, border, [...rows]])).toEqual([
    ["right", 2, null, [0]],
    ["wrong", 0, 2, [3, 1]],
    ["wrong", 1, 2, [2]],
  ]);
  expect(groups[1].blocks.map(({ verdict, rows }) => [verdict, [...rows]])).toEqual([
    ["wrong", [4]],
    ["unpredicted", [5]],
  ]);
});
