import { expect, test } from "vitest";
import type { SubsetSummary } from "../../src/data/source";
import { chainConfused, groupTitle, isWeak, openingOrder, openingSubsets } from "../../src/state/rows";

function subset(
  name: string,
  kind: SubsetSummary["kind"],
  label: number | null,
  accuracy: number | null = null,
): SubsetSummary {
  return { name, kind, class: label, where: null, n: 50, n_sampled: 50, accuracy, mean_loss: null, residual: null };
}
const all = subset("all", "all", null);
const declared = subset("what is", "declared", null);

test("up to 24 classes all have a row", () => {
  const subsets = [all, ...Array.from({ length: 24 }, (_, i) => subset(`c${i}`, "class", i, 1)), declared];
  expect(openingSubsets(subsets)).toEqual(subsets);
});

const thirty = Array.from({ length: 30 }, (_, i) => subset(`c${i}`, "class", i, i < 10 ? 0.9 : 0.5));
const namesOf = (subsets: SubsetSummary[]) => subsets.map(({ name }) => name);

test("above 24 classes the 20 of lowest recall have one, between all and the declared subsets", () => {
  const names = namesOf(openingSubsets([all, ...thirty, declared]));
  expect(names).toEqual(["all", ...namesOf(thirty.slice(10)), "what is"]);
});

test("above 24 classes the chosen ones have a row instead, and a name that is none is left out", () => {
  const names = namesOf(openingSubsets([all, ...thirty, declared], [], ["c3", "c0", "gone"]));
  expect(names).toEqual(["all", "c0", "c3", "what is"]);
});

test("confused classes stand side by side, from the most confused pair to both sides", () => {
  const classes = Array.from({ length: 6 }, (_, i) => subset(`c${i}`, "class", i));
  const confusion: [number, number, number][] = [
    [1, 1, 99],
    [1, 4, 6],
    [4, 1, 3],
    [4, 0, 5],
    [1, 5, 4],
    [2, 3, 2],
    [9, 2, 50],
  ];
  expect(namesOf(chainConfused(classes, confusion))).toEqual(["c5", "c1", "c4", "c0", "c2", "c3"]);
});

test("declared subsets are a group with a title, classes follow all without", () => {
  const subsets = [all, subset("A", "class", 0), declared, declared];
  expect(subsets.map((_, i) => groupTitle(subsets, i))).toEqual(["", "", "subsets", ""]);
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
