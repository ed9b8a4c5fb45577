import { expect, test } from "vitest";
import { newSubsets } from "../../src/state/made";
import { splitOf } from "../../src/state/split";

const group = (title: string, kind: "value" | "bin" | "others" | "missing", where: string | null) => ({
  title,
  kind,
  where,
  n: 1,
});

test("every value has a subset, but not what has none", () => {
  const groups = [group("art", "value", "topic = 'art'"), group("no value", "missing", "topic IS NULL")];
  expect(splitOf({ column: "topic", n_values: 1, groups })).toEqual([
    { name: "topic = art", selection: { where: "topic = 'art'" } },
  ]);
});

test("a bin of numbers is named by its column and range", () => {
  const groups = [group("< 7", "bin", "words < 7"), group("≥ 7", "bin", "words >= 7")];
  const names = (splitOf({ column: "words", n_values: 9, groups }) as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(["words < 7", "words ≥ 7"]);
});

test("more than 24 values are refused in one sentence", () => {
  const groups = [group("art", "value", "topic = 'art'"), group("1,004 other values", "others", null)];
  expect(splitOf({ column: "topic", n_values: 1005, groups })).toBe(
    "topic has 1,005 values; up to 24 can be subsets at once.",
  );
});

test("a subset that is there already is not added again, and names stay unique", () => {
  const made = [{ name: "short", selection: { where: "words < 7" }, color: 2, hidden: false }];
  const wishes = [
    { name: "words < 7", selection: { where: "words < 7" } },
    { name: "long", selection: { where: "words >= 7" } },
    { name: "long", selection: { where: "words >= 9" } },
  ];
  const added = newSubsets(wishes, made, ["short", "long"]);
  expect(added.map(({ name, selection }) => [name, selection])).toEqual([
    ["long (2)", { where: "words >= 7" }],
    ["long (3)", { where: "words >= 9" }],
  ]);
});
