/** Patches of a picture: where each lies in it, and the whole picture drawn of them, shaded and outlined. */

import type { Inks } from "./color";
import type { Sprite } from "./squaresPicture";

/** How patches lie in the picture of their parent, row by row; the one at position `first` is in the upper left. */
export interface PatchGrid {
  rows: number;
  columns: number;
  first: number;
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
export function cellOf({ rows, columns, first }: PatchGrid, position: number): { row: number; column: number } | null {
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

export interface Patch {
  /** From the upper left. */
  row: number;
  column: number;
  /** From -1 to 1; 0 leaves the picture as it is. */
  shade: number;
  sprite: Sprite | null;
  mark: "own" | "hovered" | null;
}

/** Shades that are seen on black as on white, above zero and below, and how much of the picture the strongest hides. */
const SHADES = { above: "#e5484d", below: "#3b82f6" };
const STRONGEST = 0.8;

/** Draws patches as the picture of `size` that they are parts of. */
export function drawPatches(
  context: CanvasRenderingContext2D,
  patches: Patch[],
  { rows, columns }: PatchGrid,
  size: Size,
  inks: Inks,
): void {
  /** Edges on whole pixels, so that no seam is seen between patches. */
  function rectangleOf({ row, column }: Patch): Rectangle {
    const [x, y] = [Math.round((column / columns) * size.width), Math.round((row / rows) * size.height)];
    const right = Math.round(((column + 1) / columns) * size.width);
    const bottom = Math.round(((row + 1) / rows) * size.height);
    return { x, y, width: right - x, height: bottom - y };
  }
  context.fillStyle = inks.line;
  context.fillRect(0, 0, size.width, size.height);
  for (const patch of patches) {
    const { x, y, width, height } = rectangleOf(patch);
    const { sprite, shade } = patch;
    if (sprite) {
      context.imageSmoothingEnabled = sprite.width > width;
      context.drawImage(sprite.image, sprite.x, sprite.y, sprite.width, sprite.height, x, y, width, height);
    }
    context.globalAlpha = STRONGEST * Math.abs(shade);
    context.fillStyle = shade < 0 ? SHADES.below : SHADES.above;
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
  }
  for (const patch of patches) if (patch.mark) outline(context, rectangleOf(patch), patch.mark === "own", size);
}

/** A line of black between two of white, which is seen on any picture; within the picture. */
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
