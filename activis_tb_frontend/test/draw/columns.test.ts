import { expect, test } from "vitest";
import { columnAt, columnLeft, fitColumns, reveal, rowAt, rowsBetween, stackRows } from "../../src/draw/columns";

test("columns that fit are equally wide, on whole device pixels", () => {
  expect(fitColumns(128, 667)).toEqual({ count: 128, width: 5, first: 0, shown: 128 });
  expect(fitColumns(128, 667, 0, 2).width).toBe(5);
  expect(fitColumns(128, 715, 0, 2).width).toBe(5.5);
});

test("few columns do not grow beyond what reads as a matrix", () => {
  expect(fitColumns(3, 600).width).toBe(26);
});

test("where 4 px are not to be had, as many show as fit, from the first one asked for", () => {
  expect(fitColumns(512, 403)).toEqual({ count: 512, width: 4, first: 0, shown: 100 });
  expect(fitColumns(512, 400, 500).first).toBe(412);
  expect(fitColumns(512, 400, -3).first).toBe(0);
});

test("no neurons and no space are no error", () => {
  expect(fitColumns(0, 400).shown).toBe(0);
  expect(fitColumns(512, 0).shown).toBe(1);
});

test("a position hits the column that is drawn there", () => {
  const columns = fitColumns(512, 400, 200);
  expect([-1, 0, 3.9, 4, 399, 400].map((x) => columnAt(columns, x))).toEqual([-1, 200, 200, 201, 299, -1]);
  expect([199, 200, 299, 300].map((column) => columnLeft(columns, column))).toEqual([null, 0, 396, null]);
});

test("a column is revealed by the smallest move", () => {
  const columns = fitColumns(512, 400, 200);
  expect([10, 250, 300].map((column) => reveal(columns, column))).toEqual([10, 200, 201]);
});

test("rows stack with space above groups and are hit where they are drawn", () => {
  const { tops, total } = stackRows([false, false, true], 20, 8);
  expect({ tops, total }).toEqual({ tops: [0, 20, 48], total: 68 });
  expect([-1, 0, 19, 20, 39, 44, 48, 67, 68].map((y) => rowAt(tops, 20, y))).toEqual([-1, 0, 0, 1, 1, -1, 2, 2, -1]);
});

test("a wish makes columns wider or narrower, down to all of them in view and below a pixel each", () => {
  expect(fitColumns(512, 400, 0, 1, 26, 10)).toEqual({ count: 512, width: 10, first: 0, shown: 40 });
  expect(fitColumns(512, 400, 0, 1, 26, 10.9).width).toBe(10);
  expect(fitColumns(512, 400, 0, 1, 26, 99).width).toBe(26);
  expect(fitColumns(4096, 400, 9, 1, 26, 0)).toEqual({ count: 4096, width: 400 / 4096, first: 0, shown: 4096 });
  expect(fitColumns(10, 400, 0, 1, 26, 0).width).toBe(4);
});

test("rows between two heights are those that show there at least in part", () => {
  const { tops } = stackRows([false, false, true, false], 20, 8); // 0, 20, 48, 68
  expect(rowsBetween(tops, 20, 0, 48)).toEqual([0, 2]);
  expect(rowsBetween(tops, 20, 20, 49)).toEqual([1, 3]);
  expect(rowsBetween(tops, 20, 19, 200)).toEqual([0, 4]);
  expect(rowsBetween([], 20, 0, 200)).toEqual([0, 0]);
});
