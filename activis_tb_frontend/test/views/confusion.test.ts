import { expect, test } from "vitest";
import { cellSide, fittingCount, fittingName, namesWidth } from "../../src/views/confusion";

const measure = (text: string) => 6 * text.length;

test("cells grow for large counts where there is room and shrink where there is none", () => {
  expect(cellSide(["a", "b"], [11582], 200, measure)).toBe(40);
  expect(cellSide(["a", "b"], [7], 200, measure)).toBe(30);
  expect(cellSide(Array<string>(10).fill("a"), [11582], 160, measure)).toBe(15);
});

test("a count that does not fit is short", () => {
  expect([40, 30, 18, 6].map((side) => fittingCount(11582, side, measure))).toEqual(["11,582", "12k", "12k", ""]);
});

test("a name has an ellipsis only where it does not fit", () => {
  expect([30, 24, 12].map((side) => fittingName("<=50K", side, measure))).toEqual(["<=50K", "<=5…", "<="]);
});

test("row names take what the longest needs, at most a quarter", () => {
  expect([namesWidth(["<=50K"], 200, measure), namesWidth(["a very long name"], 200, measure)]).toEqual([34, 50]);
});
