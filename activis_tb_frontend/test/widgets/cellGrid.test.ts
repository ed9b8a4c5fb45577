import { expect, test } from "vitest";
import { stepCell } from "../../src/widgets/cellGrid";

test("arrows move over the cells and stay within", () => {
  expect(stepCell({ row: 0, column: 0 }, "ArrowUp", 3)).toEqual({ row: 0, column: 0 });
  expect(stepCell({ row: 1, column: 0 }, "End", 3)).toEqual({ row: 1, column: 2 });
  expect(stepCell({ row: 1, column: 1 }, "Enter", 3)).toBeNull();
  expect(stepCell({ row: 0, column: 2 }, "ArrowRight", 3, 4)).toEqual({ row: 0, column: 3 });
});
