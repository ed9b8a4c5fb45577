import { expect, test } from "vitest";
import { columnWidths, outcomeShades, shownCounts } from "../../src/views/classCounts";

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

test("names have what they need up to two fifths, then cells up to 44 pixels, then names again", () => {
  const measure = (text: string) => 6 * text.length;
  // 150 px: 22 for the name and its gap leave 42 for each of three cells with gaps of 1; 41 each, and 24 for names.
  expect(columnWidths(["art"], 152, measure)).toEqual({ names: 24, side: 41 });
  expect(columnWidths(["a very long name of a class"], 152, measure)).toEqual({ names: 60, side: 29 });
  expect(columnWidths(["art"], 302, measure)).toEqual({ names: 165, side: 44 });
});
