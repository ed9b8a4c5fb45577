/** Draws all neurons of a layer squeezed into one strip, with marks below it for those that are marked. */

import { rgbOf, type Inks } from "./color";
import { paintRows } from "./matrix";
import { pixelOf, type Scale } from "./scale";
import type { Surface } from "./stamp";

/** Height in CSS pixels: a margin for the window's frame, the strip, the marks. */
export const OVERVIEW = 20;
const TOP = 2;
const STRIP = 12;

export interface OverviewPicture {
  shown: (neuron: number) => number;
  order: Int32Array;
  marked: number[];
  scale: Scale;
  inks: Inks;
  width: number;
}

/** The strip is a matrix of one row whose columns are as narrow as they must be. */
function paintStrip(surface: Surface, { shown, order, scale, inks, width }: OverviewPicture, ratio: number): void {
  const columns = { count: order.length, width: width / order.length, first: 0, shown: order.length };
  const rowHeight = STRIP + 3;
  const isSilent = (): boolean => false;
  paintRows(surface, { columns, order, rows: [{ shown, top: TOP - 1.5 }], rowHeight, scale, inks, isSilent }, ratio);
}

export function drawOverview(context: CanvasRenderingContext2D, picture: OverviewPicture, ratio: number): void {
  const { order, marked, inks, width } = picture;
  const { canvas } = context;
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  const [start, end] = [Math.round(TOP * ratio), Math.round((TOP + STRIP) * ratio)];
  pixels.subarray(start * canvas.width, end * canvas.width).fill(pixelOf(rgbOf(inks.hover)));
  paintStrip({ pixels, width: canvas.width, height: canvas.height }, picture, ratio);
  context.putImageData(image, 0, 0);
  context.fillStyle = inks.ink;
  for (const neuron of marked) {
    const x = ((order.indexOf(neuron) + 0.5) / order.length) * width;
    context.beginPath();
    context.moveTo(x, TOP + STRIP + 1);
    context.lineTo(x + 3, OVERVIEW);
    context.lineTo(x - 3, OVERVIEW);
    context.fill();
  }
}
