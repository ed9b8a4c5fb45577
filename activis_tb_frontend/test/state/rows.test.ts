import { expect, test } from "vitest";
import type { SubsetSummary } from "../../src/data/source";
import { isWeak, openingOrder, openingSubsets, startsGroup } from "../../src/state/rows";

function subset(
  name: string,
  kind: SubsetSummary["kind"],
  label: number | null,
  accuracy: number | null = null,
): SubsetSummary {
  return { name, kind, class: label, where: null, n: 50, n_sampled: 50, accuracy, mean_loss: null };
}
const all = subset("all", "all", null);
const declared = subset("what is", "declared", null);

test("up to 24 classes all have a row", () => {
  const subsets = [all, ...Array.from({ length: 24 }, (_, i) => subset(`c${i}`, "class", i, 1)), declared];
  expect(openingSubsets(subsets)).toEqual(subsets);
});

test("above 24 classes the 20 of lowest accuracy have one, in their order, and all declared subsets", () => {
  const classes = Array.from({ length: 30 }, (_, i) => subset(`c${i}`, "class", i, i < 10 ? 0.9 : 0.5));
  const names = openingSubsets([all, ...classes, declared]).map((subset) => subset.name);
  expect(names).toEqual(["all", ...classes.slice(10).map((subset) => subset.name), "what is"]);
});

test("declared subsets stand apart from classes", () => {
  const subsets = [all, subset("A", "class", 0), declared, declared];
  expect(subsets.map((_, i) => startsGroup(subsets, i))).toEqual([false, false, true, false]);
});

test("columns open by the label of the most confused pair that has a row", () => {
  const subsets = [all, subset("A", "class", 0), subset("B", "class", 1)];
  expect(
    openingOrder(
      [
        [0, 0, 90],
        [0, 1, 3],
        [1, 0, 5],
        [2, 1, 9],
      ],
      subsets,
    ),
  ).toBe("subset:B");
  expect(openingOrder([[0, 0, 90]], subsets)).toBe("recorded");
});

test("a mean over fewer than 30 instances is weak", () => {
  expect([0, 1, 29, 30].map(isWeak)).toEqual([false, true, true, false]);
});
