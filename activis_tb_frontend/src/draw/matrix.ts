/** Draws a layer's matrix: numbers in, pixels out; only the columns and rows in view. */

import { rgbOf, type Inks } from "./color";
import { columnLeft, type Columns } from "./columns";
import { pixelOf, type Scale } from "./scale";
import { stampOf, stampStripe, type Surface } from "./stamp";
import { gridOf, stripeOf } from "./stripe";

export interface DrawnRow {
  /** Value that is shown for a neuron; null while nothing is known about the row. */
  shown: ((neuron: number) => number) | null;
  top: number;
}

export interface MatrixPicture {
  columns: Columns;
  /** Neuron of each column. */
  order: Int32Array;
  rows: DrawnRow[];
  rowHeight: number;
  scale: Scale;
  inks: Inks;
  /** Whether a neuron is the same for all instances. */
  isSilent: (neuron: number) => boolean;
}

/** Draws all rows below `top`, on `height` CSS pixels, and nothing outside; what was there before is gone. */
export function drawMatrix(
  context: CanvasRenderingContext2D,
  picture: MatrixPicture,
  ratio: number,
  top: number,
  height: number,
): void {
  const across = context.canvas.width;
  const down = Math.round(height * ratio);
  if (!down) return;
  const image = context.createImageData(across, down);
  paintRows({ pixels: new Uint32Array(image.data.buffer), width: across, height: down }, picture, ratio);
  context.putImageData(image, 0, Math.round(top * ratio));
}

/** The pixels of the rows: circles from 9 px on, else rectangles; clipped cells have a notch, NaN is hatched, infinity cross-hatched. */
export function paintRows(surface: Surface, picture: MatrixPicture, ratio: number): void {
  const { columns, order, scale, inks, isSilent } = picture;
  const grid = gridOf(columns, ratio);
  const rowHeight = Math.round(picture.rowHeight * ratio);
  const stamp = stampOf(grid.pitch, rowHeight, ratio);
  const marks = { dot: pixelOf(rgbOf(inks.faint)), hatch: pixelOf(rgbOf(inks.hatch)) };
  const silent = (place: number): boolean => isSilent(order[place]);
  for (const { shown, top } of picture.rows) {
    if (!shown) continue;
    const stripe = stripeOf((place) => shown(order[place]), grid, columns.count, scale, silent);
    stampStripe(surface, stripe, stamp, Math.round(top * ratio), rowHeight, marks);
  }
}

/** Outlines columns over all rows, from 0 to `height`, and the focused cell. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  columns: Columns,
  marked: number[],
  height: number,
  inks: Inks,
  cell: { column: number; top: number; height: number } | null,
): void {
  context.strokeStyle = inks.ink;
  context.fillStyle = inks.ink;
  context.lineWidth = 2;
  const width = Math.max(2, columns.width);
  for (const column of marked) {
    const left = columnLeft(columns, column);
    if (left !== null) context.strokeRect(left - 1, 1, width + 1, height - 2);
  }
  const left = cell ? columnLeft(columns, cell.column) : null;
  if (!cell || left === null) return;
  context.fillRect(left - 1, cell.top, width + 1, 1.5);
  context.fillRect(left - 1, cell.top + cell.height - 1.5, width + 1, 1.5);
}
