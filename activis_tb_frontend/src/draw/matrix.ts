/** Draws a layer's matrix: numbers in, pixels out; only the columns and rows in view. */

import { isClipped, type Inks, type Scale } from "./color";
import { columnLeft, type Columns } from "./columns";

export interface DrawnRow {
  /** [neurons]; null while nothing is known about the row. */
  values: Float32Array | null;
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
}

/** Columns at least this wide are drawn as circles. */
export const CIRCLES_FROM = 9;

const EDGE = 1.5;

function drawHatch(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  for (let start = y - width; start < y + height; start += 4) {
    context.moveTo(x, start + width);
    context.lineTo(x + width, start);
  }
  context.stroke();
  context.restore();
}

function drawCross(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.beginPath();
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x - size, y + size);
  context.lineTo(x + size, y - size);
  context.stroke();
}

function drawCircles(context: CanvasRenderingContext2D, picture: MatrixPicture, row: DrawnRow): void {
  const { columns, order, rowHeight, scale, inks } = picture;
  const radius = Math.min(columns.width, rowHeight) / 2 - 1;
  const y = row.top + rowHeight / 2;
  for (let place = 0; place < columns.shown; place++) {
    const value = row.values![order[columns.first + place]];
    const x = (place + 0.5) * columns.width;
    if (!Number.isFinite(value)) {
      drawUnusual(context, value, x - radius, y - radius, radius * 2, radius * 2);
      continue;
    }
    context.fillStyle = scale.fill(value);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    if (!isClipped(value, scale.domain)) continue;
    context.fillStyle = inks.page;
    context.fillRect(x - 1, y - radius, 2, 3);
  }
}

function drawUnusual(
  context: CanvasRenderingContext2D,
  value: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  if (Number.isNaN(value)) drawHatch(context, x, y, width, height);
  else drawCross(context, x + width / 2, y + height / 2, Math.min(width, height) / 2 - 0.5);
}

function drawRectangles(context: CanvasRenderingContext2D, picture: MatrixPicture, row: DrawnRow): void {
  const { columns, order, rowHeight, scale, inks } = picture;
  const width = columns.width - (columns.width > 2 ? 1 : 0);
  const height = rowHeight - 2 * EDGE;
  const y = row.top + EDGE;
  for (let place = 0; place < columns.shown; place++) {
    const value = row.values![order[columns.first + place]];
    const x = place * columns.width;
    if (!Number.isFinite(value)) {
      drawUnusual(context, value, x, y, width, height);
      continue;
    }
    context.fillStyle = scale.fill(value);
    context.fillRect(x, y, width, height);
    if (!isClipped(value, scale.domain)) continue;
    context.fillStyle = inks.page;
    context.fillRect(x + width / 2 - 0.5, y, 1, 3);
  }
}

/** Draws all rows; zero is the page's background, clipped cells have a notch, NaN is hatched, infinity crossed out. */
export function drawMatrix(context: CanvasRenderingContext2D, picture: MatrixPicture): void {
  context.strokeStyle = picture.inks.faint;
  context.lineWidth = 1;
  const drawRow = picture.columns.width >= CIRCLES_FROM ? drawCircles : drawRectangles;
  for (const row of picture.rows) if (row.values) drawRow(context, picture, row);
}

export interface ColumnMark {
  column: number;
  strong: boolean;
}

/** Outlines columns over all rows, from 0 to `height`, and the focused cell. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  columns: Columns,
  marks: ColumnMark[],
  height: number,
  inks: Inks,
  cell: { column: number; top: number; height: number } | null,
): void {
  for (const { column, strong } of marks) {
    const left = columnLeft(columns, column);
    if (left === null) continue;
    context.strokeStyle = strong ? inks.ink : inks.soft;
    context.lineWidth = strong ? 2 : 1;
    const inset = strong ? 1 : 0.5;
    context.strokeRect(left - inset, inset, columns.width - 1 + 2 * inset, height - 2 * inset);
  }
  const left = cell ? columnLeft(columns, cell.column) : null;
  if (!cell || left === null) return;
  context.fillStyle = inks.ink;
  context.fillRect(left - 1, cell.top, columns.width + 1, 1.5);
  context.fillRect(left - 1, cell.top + cell.height - 1.5, columns.width + 1, 1.5);
}

/** Mean of `values` in `order` over each of `pixels` equal stretches; NaN and infinity are left out of the mean. */
export function squeeze(values: Float32Array, order: Int32Array, pixels: number): Float32Array {
  const means = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const start = Math.floor((pixel * order.length) / pixels);
    const end = Math.max(start + 1, Math.floor(((pixel + 1) * order.length) / pixels));
    let sum = 0;
    let count = 0;
    for (let place = start; place < end; place++) {
      const value = values[order[place]];
      if (!Number.isFinite(value)) continue;
      sum += value;
      count++;
    }
    means[pixel] = count ? sum / count : NaN;
  }
  return means;
}
