import { expect, test } from "vitest";
import { columnAt, columnLeft, fitColumns, reveal, rowAt, stackRows } from "../../src/draw/columns";

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
