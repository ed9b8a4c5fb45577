import { expect, test } from "vitest";
import {
  comparedCounts,
  countsAmong,
  countsOf,
  digitRoom,
  digitSize,
  leastWidth,
  areUpright,
  cellSide,
  fittingChanges,
  fittingCount,
  namesWidth,
  shadesOf,
  shownClasses,
  worstPairs,
} from "../../src/views/confusion";

const measure = (text: string) => 6 * text.length;

test("changes have a sign where there is room, and their color says it elsewhere", () => {
  const six = (text: string): number => 6 * text.length;
  const changes = [3, -12, 0];
  expect(changes.map(fittingChanges(changes, 18, six))).toEqual(["+3", "\u221212", ""]);
  expect(changes.map(fittingChanges(changes, 12, six))).toEqual(["3", "12", ""]);
  expect(fittingChanges([-120], 12, six)(-120)).toBe("");
});

test("cells grow for large counts where there is room and shrink where there is none", () => {
  expect(cellSide(["a", "b"], [11582], 200, measure)).toBe(40);
  expect(cellSide(["a", "b"], [7], 200, measure)).toBe(30);
  expect(cellSide(Array<string>(10).fill("a"), [11582], 160, measure)).toBe(15);
});

test("a count that does not fit is short", () => {
  expect([40, 30, 18, 6].map((side) => fittingCount(11582, side, measure))).toEqual(["11,582", "12k", "12k", ""]);
});

test("names of columns stand upright only where one does not fit", () => {
  expect([30, 29].map((side) => areUpright(["0", "<=50K"], side, measure))).toEqual([false, true]);
});

test("cells are never too narrow to be hit", () => {
  expect(cellSide(Array<string>(24).fill("a"), [3], 160, measure)).toBe(11);
});

test("up to 24 classes all are shown, of more the 20 of lowest recall, confused ones beside each other", () => {
  expect(shownClasses([[0, 1, 5]], 24)).toHaveLength(24);
  // Class k of 30 has k right ones and one wrong one, which goes to 29 - k; class 30 has no instances.
  const confusion = Array.from({ length: 30 }, (_, k): [number, number, number][] => [
    [k, k, k],
    [k, 29 - k, 1],
  ]).flat();
  const shown = shownClasses(confusion, 31);
  expect([...shown].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, k) => k));
  expect(shown[0]).toBe(0);
  for (const label of [10, 11, 12, 13, 14]) expect(Math.abs(shown.indexOf(label) - shown.indexOf(29 - label))).toBe(1);
});

test("the worst pairs are the most frequent errors", () => {
  const confusion: [number, number, number][] = [
    [0, 0, 90],
    [0, 1, 3],
    [1, 0, 7],
    [2, 1, 3],
  ];
  expect(worstPairs(confusion, 2)).toEqual([
    [1, 0, 7],
    [0, 1, 3],
  ]);
});

test("row names take what the longest needs while cells stay readable, else a quarter", () => {
  const [short, long] = [
    ["<=50K", "b"],
    ["a very long name", "b"],
  ];
  // Two cells of at least 20 px and their gaps leave 158 of 200 px; counts of six characters leave 118.
  expect([namesWidth(short, [7], 200, measure), namesWidth(long, [7], 200, measure)]).toEqual([34, 100]);
  const longer = ["a name that is longer than all", "b"];
  expect([7, 11582].map((n) => namesWidth(longer, [n], 200, measure))).toEqual([158, 118]);
  expect(namesWidth(Array<string>(9).fill("a very long name"), [7], 200, measure)).toBe(50);
});

test("digits are smaller where that lets all counts fit, and left out where some would not", () => {
  expect([12, 11, 10].map((side) => digitSize([7, 72], side, measure))).toEqual([11, 10, null]);
  // In 10 px instead of 11 px two digits of 12 px are 10.9 px wide.
  expect(fittingCount(72, digitRoom(11, 10), measure)).toBe("72");
  expect(fittingCount(7, digitRoom(10, null), measure)).toBe("");
});

test("a matrix that scrolls anyway has cells as wide as its counts need", () => {
  expect(cellSide(Array<string>(20).fill("a"), [9, 120], 120, measure)).toBe(17);
});

test("only the counts of classes that are shown make a matrix' cells large", () => {
  const counts = countsOf([
    [0, 0, 1000],
    [1, 2, 7],
    [2, 2, 9],
  ]);
  expect(countsAmong([1, 2], counts)).toEqual([7, 9]);
});

test("matrices that are compared have one scale, and a difference", () => {
  const { here, there, difference } = comparedCounts([
    [0, 1, 8, 2],
    [1, 1, 5, 9],
    [1, 0, 0, 4],
  ]);
  expect(there).toEqual(
    new Map([
      ["cell:0:1", 2],
      ["cell:1:1", 9],
      ["cell:1:0", 4],
    ]),
  );
  expect([...difference.values()]).toEqual([6, -4, -4]);
  const [alone, together] = [shadesOf([0, 1], there), shadesOf([0, 1], here, there)];
  expect(alone(1, 0, 4)).toBeCloseTo(0.76);
  expect(together(1, 0, 4)).toBeCloseTo(0.14 + 0.62 / 2);
});

test("a matrix of ten classes stands beside another in a wide column only", () => {
  expect(2 * leastWidth(10)).toBeGreaterThan(300);
  expect(2 * leastWidth(3)).toBeLessThan(260);
});
