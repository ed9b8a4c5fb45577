import { expect, test } from "vitest";
import { comparisonOf, extraSides, hasRest } from "../../src/state/comparison";
import { elsewhereKey } from "../../src/state/elsewhere";
import type { Page } from "../../src/state/page.svelte";
import { firstView, type View } from "../../src/state/view";

/** As much of a page as a comparison looks at: classes NUM and DESC, of which DESC has no row, and a subset that was made. */
function looking(at: Partial<View>, task = "classes"): Page {
  const subsets = [
    { name: "all", kind: "all" },
    { name: "NUM", kind: "class" },
  ];
  const made = [{ name: "long", selection: { where: "words > 9" }, color: null, hidden: false }];
  const snapshot = { value: { task, class_names: ["NUM", "DESC"], subsets: [...subsets, { name: "DESC" }] } };
  const subsetNames = ["all", "NUM", "DESC", "long"];
  const view = { ...firstView, made, ...at };
  return { view, beside: view.beside, snapshot, subsets, subsetNames } as unknown as Page;
}

test("two selected rows are compared, one alone is not", () => {
  expect(comparisonOf(looking({ row: "subset:NUM", against: "subset:long" }))).toEqual({
    one: { key: "subset:NUM", selection: { subset: "NUM" }, at: null },
    other: { key: "subset:long", selection: { where: "words > 9" }, at: null },
  });
  expect(comparisonOf(looking({ row: "subset:NUM" }))).toBeNull();
  expect(comparisonOf(looking({ row: "subset:NUM", against: "subset:NUM" }))).toBeNull();
});

test("one row is compared with the rest", () => {
  const rest = comparisonOf(looking({ row: "instance:q1", against: "rest" }));
  expect(rest).toEqual({ one: { key: "instance:q1", selection: { ids: ["q1"] }, at: null }, other: null });
});

test("a link to a subset that is not there compares nothing", () => {
  expect(comparisonOf(looking({ row: "subset:NUM", against: "subset:gone" }))).toBeNull();
  expect(comparisonOf(looking({ row: "cell:0:1", against: "rest" }, "regression"))).toBeNull();
});

test("cells and classes without a row of their own have one while they are selected", () => {
  const extra = extraSides(looking({ row: "cell:0:1", against: "subset:DESC" }));
  expect(extra).toEqual([
    { key: "cell:0:1", selection: { where: "label = 'NUM' AND prediction = 'DESC'" }, at: null },
    { key: "subset:DESC", selection: { subset: "DESC" }, at: null },
  ]);
  expect(extraSides(looking({ row: "subset:NUM", against: "instance:q1" }))).toEqual([]);
});

test("all instances have no rest", () => {
  expect(["subset:all", "subset:NUM", "cell:0:1"].map((key) => hasRest(looking({}), key))).toEqual([false, true, true]);
});

test("rows of other steps and runs are compared, but have no rest", () => {
  const then = { row: "subset:NUM", run: null, set: null, step: 0 };
  const there = { row: "subset:only there", run: "b/activis", set: null, step: null };
  const [at, other] = [then, there].map(elsewhereKey);
  const page = looking({ beside: [then, there], row: at, against: other });
  expect(comparisonOf(page)).toEqual({
    one: { key: at, selection: { subset: "NUM" }, at: then },
    other: { key: other, selection: { subset: "only there" }, at: there },
  });
  expect(extraSides(page)).toEqual([]);
  expect(hasRest(page, at)).toBe(false);
  expect(comparisonOf(looking({ beside: [then], row: at, against: "rest" }))).toBeNull();
  expect(comparisonOf(looking({ row: at, against: "subset:NUM" }))).toBeNull();
});
