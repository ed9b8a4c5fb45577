/** Patches of a picture: where each lies in it, and the whole picture put together of them, shaded and outlined. */

import type { Inks } from "./color";
import type { Sprite } from "./squaresPicture";

/** How patches lie in the picture of their parent, row by row; the one at position `first` is in the upper left. */
export interface PatchGrid {
  rows: number;
  columns: number;
  first: number;
}

/** From the upper left. */
export interface Cell {
  row: number;
  column: number;
}

interface Size {
  width: number;
  height: number;
}

interface Rectangle extends Size {
  x: number;
  y: number;
}

/** Where the patch at `position` lies, counted from the upper left; null for a unit outside of the picture, as a class token. */
export function cellOf({ rows, columns, first }: PatchGrid, position: number): Cell | null {
  const place = position - first;
  if (place < 0 || place >= rows * columns) return null;
  return { row: Math.floor(place / columns), column: place % columns };
}

/** The position of the patch at shares of the picture's width and height. */
export function positionAt({ rows, columns, first }: PatchGrid, across: number, down: number): number {
  const within = (share: number, count: number): number => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
  return first + within(down, rows) * columns + within(across, columns);
}

/** The size, within `side` x `side`, of a picture of patches that are as `patch` is, enlarged by a whole factor where it is small. */
export function pictureSize({ rows, columns }: PatchGrid, patch: Size, side: number): Size {
  const [width, height] = [columns * patch.width, rows * patch.height];
  const factor = side / Math.max(width, height);
  const scale = factor > 1 ? Math.floor(factor) : factor;
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** A patch, by its cell, with its part of the picture. */
export interface Patch {
  row: number;
  column: number;
  sprite: Sprite;
}

/** Puts a picture together, each patch as large as its sprite. */
export function compose(context: OffscreenCanvasRenderingContext2D, patches: Patch[]): void {
  for (const { row, column, sprite } of patches) {
    const { image, x, y, width, height } = sprite;
    context.drawImage(image, x, y, width, height, column * width, row * height, width, height);
  }
}

/** Shades that are seen on black as on white, above zero and below, and how much of the picture the strongest hides. */
const SHADES = { above: [229, 72, 77], below: [59, 130, 246] };
const STRONGEST = 0.8;

/** One pixel for each patch: RGBA of `shades` from -1 to 1, row by row. */
export function shadePixels(shades: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * shades.length);
  for (let place = 0; place < shades.length; place++) {
    const shade = shades[place];
    pixels.set(shade < 0 ? SHADES.below : SHADES.above, 4 * place);
    pixels[4 * place + 3] = 255 * STRONGEST * Math.abs(shade);
  }
  return pixels;
}

export interface PatchesPicture {
  grid: PatchGrid;
  /** In CSS pixels. */
  size: Size;
  /** The picture and the shades over it; null where there are none. */
  picture: OffscreenCanvas | null;
  shades: OffscreenCanvas | null;
  /** Cells that are outlined; null for none. */
  own: Cell | null;
  hovered: Cell | null;
  inks: Inks;
}

export function drawPatches(context: CanvasRenderingContext2D, drawn: PatchesPicture): void {
  const { grid, size, inks } = drawn;
  context.fillStyle = inks.line;
  context.fillRect(0, 0, size.width, size.height);
  for (const layer of [drawn.picture, drawn.shades]) {
    if (!layer) continue;
    context.imageSmoothingEnabled = layer.width > size.width;
    context.drawImage(layer, 0, 0, size.width, size.height);
  }
  if (drawn.hovered) outline(context, rectangleOf(drawn.hovered, grid, size), false, size);
  if (drawn.own) outline(context, rectangleOf(drawn.own, grid, size), true, size);
}

function rectangleOf({ row, column }: Cell, { rows, columns }: PatchGrid, { width, height }: Size): Rectangle {
  const [x, y] = [Math.round((column / columns) * width), Math.round((row / rows) * height)];
  const right = Math.round(((column + 1) / columns) * width);
  const bottom = Math.round(((row + 1) / rows) * height);
  return { x, y, width: right - x, height: bottom - y };
}

/** A line of black between two of white, which is seen on any picture, or only of white; within the picture. */
function outline(context: CanvasRenderingContext2D, patch: Rectangle, strong: boolean, size: Size): void {
  const reach = strong ? 1.5 : 0.5;
  const x = Math.max(reach, patch.x - 0.5);
  const y = Math.max(reach, patch.y - 0.5);
  const right = Math.min(size.width - reach, patch.x + patch.width + 0.5);
  const bottom = Math.min(size.height - reach, patch.y + patch.height + 0.5);
  for (const [color, width] of [
    ["#ffffff", strong ? 3 : 1],
    ["#000000", strong ? 1 : 0],
  ] as const) {
    if (!width) continue;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.strokeRect(x, y, right - x, bottom - y);
  }
}
