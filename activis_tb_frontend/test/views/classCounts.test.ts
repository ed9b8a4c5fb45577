import { expect, test } from "vitest";
import { outcomeShades, shownCounts } from "../../src/views/classCounts";

test("errors are shaded by how many there are, all of them above what was found, and nothing has no shade", () => {
  const shadeOf = outcomeShades(
    shownCounts([
      [0, 900, 2, 8],
      [1, 5, 0, 4],
    ]),
  );
  const shades = [shadeOf("found", 900), shadeOf("extra", 2), shadeOf("missed", 4), shadeOf("missed", 8)];
  expect(shades).toEqual([...shades].sort());
  expect(shadeOf("found", 5)).toBe(shades[0]);
  expect(new Set(shades).size).toBe(4);
  expect([shadeOf("found", 0), shadeOf("missed", 0)]).toEqual([0, 0]);
});

test("of many classes the 20 with most errors are shown, ties by class", () => {
  const counts = Array.from({ length: 30 }, (_, index): [number, number, number, number] => [index, 1, index % 10, 0]);
  const shown = shownCounts(counts).map((row) => row.class);
  expect(shown.slice(0, 4)).toEqual([9, 19, 29, 8]);
  expect(shown).toHaveLength(20);
});
