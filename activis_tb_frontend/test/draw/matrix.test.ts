import { expect, test } from "vitest";
import { inksOf } from "../../src/draw/color";
import { paintRows, type MatrixPicture } from "../../src/draw/matrix";
import { createScale } from "../../src/draw/scale";
import { CLIPPED, gridOf, INFINITE, NOT_A_NUMBER, PEAK, PLAIN, SILENT, stripeOf } from "../../src/draw/stripe";

const scale = createScale([0, 4], false);
const values =
  (...given: number[]) =>
  (place: number) =>
    given[place];
const columnsOf = (count: number, width: number, first = 0, shown = count) => ({ count, width, first, shown });

test("a cell is a column where columns are whole pixels wide, else a pixel", () => {
  expect(gridOf(columnsOf(100, 5, 20, 50), 1)).toEqual({ cells: 50, pitch: 5, first: 20, perCell: 1 });
  expect(gridOf(columnsOf(100, 0.5), 2)).toEqual({ cells: 100, pitch: 1, first: 0, perCell: 1 });
  expect(gridOf(columnsOf(100, 0.25), 1)).toEqual({ cells: 25, pitch: 1, first: 0, perCell: 4 });
  expect(gridOf(columnsOf(3, 2.5), 1)).toEqual({ cells: 8, pitch: 1, first: 0, perCell: 0.4 });
});

test("columns have the color of their value, and marks where that is not all", () => {
  const grid = gridOf(columnsOf(6, 5), 1);
  const isSilent = (place: number) => place === 4;
  const { colors, marks } = stripeOf(values(1, 5, NaN, -Infinity, 0, 2), grid, 6, scale, isSilent);
  expect([...marks]).toEqual([PLAIN, CLIPPED, NOT_A_NUMBER, INFINITE, SILENT, PLAIN]);
  expect([colors[0], colors[1], colors[5]]).toEqual([1, 4, 2].map(scale.pixel));
});

test("a squeezed pixel is the mean of its columns, with a tick where that hides a far stronger one", () => {
  const grid = gridOf(columnsOf(8, 0.25), 1);
  const { colors, marks, peaks } = stripeOf(values(1, 3, 1, 3, 0, 0, 0, 4), grid, 8, scale);
  expect([...colors]).toEqual([2, 1].map(scale.pixel));
  expect([...marks]).toEqual([PLAIN, PEAK]);
  expect(peaks[1]).toBe(scale.pixel(4));
});

test("one column that is not a number shows through those beside it", () => {
  const { colors, marks } = stripeOf(values(1, NaN, 3, Infinity), gridOf(columnsOf(4, 0.5), 1), 4, scale);
  expect([...marks]).toEqual([NOT_A_NUMBER, INFINITE]);
  expect(colors[0]).toBe(scale.pixel(1));
});

function painted(
  width: number,
  ratio: number,
  given: number[],
  silent = -1,
): { pixels: Uint32Array; at: (x: number, y: number) => number } {
  const surface = { pixels: new Uint32Array(200 * 40), width: 200, height: 40 };
  const picture: MatrixPicture = {
    columns: columnsOf(given.length, width),
    order: Int32Array.from(given, (_, i) => given.length - 1 - i),
    rows: [{ shown: (neuron) => given[neuron], top: 0 }],
    rowHeight: 20,
    scale,
    inks: inksOf(false),
    isSilent: (neuron) => neuron === silent,
  };
  paintRows(surface, picture, ratio);
  return { pixels: surface.pixels, at: (x, y) => surface.pixels[y * 200 + x] };
}

test("narrow columns are rectangles with a gap, in the given order", () => {
  const { at } = painted(8, 1, [1, 2]);
  expect([at(0, 10), at(6, 10), at(7, 10), at(8, 10)]).toEqual([scale.pixel(2), scale.pixel(2), 0, scale.pixel(1)]);
  expect([at(0, 1), at(0, 2), at(0, 17), at(0, 18)].map((pixel) => pixel > 0)).toEqual([false, true, true, false]);
});

test("from 9 px on columns are circles, at any device ratio", () => {
  for (const ratio of [1, 2]) {
    const { at } = painted(9, ratio, [4]);
    expect(at(4 * ratio, 10 * ratio)).toBe(scale.pixel(4));
    expect(at(0, 3 * ratio) >>> 24).toBe(0);
  }
  expect(painted(8.5, 2, [4]).at(0, 10)).toBe(scale.pixel(4));
});

test("a clipped cell has a notch, one that is not a number a hatch, a silent one a dot", () => {
  const clipped = painted(8, 1, [9]);
  expect([clipped.at(3, 2), clipped.at(3, 6)]).toEqual([0, scale.pixel(4)]);
  const shares = [NaN, Infinity, -Infinity].map((value) => {
    const { pixels } = painted(8, 1, [value]);
    return pixels.filter((pixel) => pixel).length / (7 * 16);
  });
  expect(shares[0]).toBeGreaterThan(0.2);
  expect(shares[0]).toBeLessThan(0.3);
  expect(shares[1]).toBeGreaterThan(0.3);
  expect(shares[2]).toBe(shares[1]);
  const silent = painted(9, 1, [0], 0);
  expect(silent.at(4, 9)).not.toBe(painted(9, 1, [0]).at(4, 9));
});
