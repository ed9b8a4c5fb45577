import { expect, test } from "vitest";
import { asPython, freeName, isSelection, madeOf, moved, whereOf, type Made } from "../../src/state/made";

const made = (name: string, where = name): Made => ({ name, selection: { where }, color: null, hidden: false });

test("a link's subsets are read and what is none is left out", () => {
  const drawn = { bits: "gA==", checksum: 7, layer: "hidden" };
  const given = [{ name: "a", selection: { where: "x > 1" }, color: 2, hidden: true }, { name: "b" }, null, 7];
  expect(madeOf([...given, { name: "c", selection: drawn, color: "red" }])).toEqual([
    { name: "a", selection: { where: "x > 1" }, color: 2, hidden: true },
    { name: "c", selection: drawn, color: null, hidden: false },
  ]);
  expect(madeOf("nothing")).toEqual([]);
});

test("a selection has one of the known shapes all the way down", () => {
  expect(isSelection({ all: [{ subset: "a" }, { not: { ids: ["q1"] } }] })).toBe(true);
  expect(isSelection({ any: [] })).toBe(false);
  expect(isSelection({ not: { ids: [1] } })).toBe(false);
  let deep: unknown = { subset: "a" };
  for (let depth = 0; depth < 20; depth++) deep = { not: deep };
  expect(isSelection(deep)).toBe(false);
});

test("a name that is taken gets a number, a long one is cut", () => {
  expect(freeName("x > 1", [])).toBe("x > 1");
  expect(freeName("x > 1", ["x > 1", "x > 1 (2)"])).toBe("x > 1 (3)");
  expect(freeName("y".repeat(99), [])).toHaveLength(60);
});

test("a subset moves within the list and not beyond it", () => {
  const three = [made("a"), made("b"), made("c")];
  const names = (list: Made[]): string => list.map((subset) => subset.name).join("");
  expect(names(moved(three, "a", 1))).toBe("bac");
  expect(names(moved(three, "c", -1))).toBe("acb");
  expect(names(moved(three, "a", -1))).toBe("abc");
});

test("subsets are copied as the recorder's argument", () => {
  const drawn: Made = { ...made("lasso"), selection: { ids: ["q1"] } };
  expect(asPython([made("what is", "text LIKE 'What is%'"), drawn])).toBe(
    'subsets={\n    "what is": "text LIKE \'What is%\'",\n    # lasso: drawn or listed instances, see ids=\n}',
  );
});

test("what is combined of conditions is a condition", () => {
  const both = { all: [{ where: "a > 1" }, { not: { where: "b" } }] };
  expect(whereOf(both)).toBe("(a > 1) AND (NOT (b))");
  expect(whereOf({ any: [{ where: "a" }, { ids: ["1"] }] })).toBeNull();
});
