/** The shape of a cell, circle or rectangle, and stamping it onto pixels: a row of thousands of cells in well under a millisecond. */

import { CLIPPED, INFINITE, MARKS, NOT_A_NUMBER, PEAK, PLAIN, SILENT, type Stripe } from "./stripe";

/** Pixels as ImageData has them, each a number. */
export interface Surface {
  pixels: Uint32Array;
  width: number;
  height: number;
}

export interface Stamp {
  /** Device pixels of a cell, without the gap to the next. */
  width: number;
  height: number;
  /** Opacity of each pixel, in the highest byte; [height, width]. */
  cover: Uint32Array;
  /** What each pixel shows of a cell with a mark, by mark; [height, width]. */
  parts: Uint8Array[];
  pitch: number;
  ratio: number;
}

/** What a pixel shows: what lies behind, the cell's color, that of its hidden extreme, or ink. */
const OPEN = 0;
const COLOR = 1;
const EXTREME = 2;
const INK = 3;

/** Columns at least this wide, in CSS pixels, are circles. */
export const CIRCLES_FROM = 9;
/** Columns at least this wide have a gap between them. */
const GAP_FROM = 3;
/** In narrower cells dots would join into a line. */
export const DOTS_TOUCH = 4;
/** Heights of the notch of a clipped cell and of a hidden extreme; in cells wider than the third the notch is 2 px wide. */
export const [NOTCH, PEAKS, WIDE_NOTCH] = [3, 4, 6] as const;
/** Distance of the lines of a hatch. */
export const HATCH = 4;
const ABOVE = 1.5;
const RGB = 0xffffff;

function circle(x: number, y: number, radius: number, center: number): number {
  const distance = Math.hypot(x + 0.5 - center, y + 0.5 - center);
  return Math.round(255 * Math.max(0, Math.min(1, radius - distance + 0.5)));
}

export interface CellShape {
  isCircle: boolean;
  width: number;
  height: number;
}

/** The shape of cells in columns of `pitch` and rows of `rowHeight` device pixels: circles where there is room for them. */
export function cellShape(pitch: number, rowHeight: number, ratio: number): CellShape {
  const tall = Math.max(1, rowHeight - 2 * Math.round(ABOVE * ratio));
  const size = Math.max(1, Math.min(pitch - Math.round(ratio), tall));
  if (pitch >= CIRCLES_FROM * ratio) return { isCircle: true, width: size, height: size };
  return { isCircle: false, width: pitch - (pitch > GAP_FROM * ratio ? Math.round(ratio) : 0), height: tall };
}

/** The pixels of such a cell. */
export function stampOf(pitch: number, rowHeight: number, ratio: number): Stamp {
  const { isCircle, width, height } = cellShape(pitch, rowHeight, ratio);
  const size = width;
  const covered = (x: number, y: number): number => (isCircle ? circle(x, y, size / 2, size / 2) : 255);
  const cover = new Uint32Array(width * height);
  const parts = MARKS.map(() => new Uint8Array(width * height));
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      cover[at] = (covered(x, y) << 24) >>> 0;
      for (const mark of MARKS) parts[mark][at] = partOf(mark, x, y, width, height, ratio);
    }
  return { width, height, cover, parts, pitch, ratio };
}

/** A hatch for NaN, a crosshatch for infinity. */
function isHatched(mark: number, x: number, y: number, ratio: number): boolean {
  const every = Math.round(HATCH * ratio);
  const thick = Math.max(1, Math.round(ratio));
  return (x + y) % every < thick || (mark === INFINITE && (x - y + 4096 * every) % every < thick);
}

/** What the pixel x, y of a cell with a mark shows. */
function partOf(mark: number, x: number, y: number, width: number, height: number, ratio: number): number {
  const dot = width > DOTS_TOUCH * ratio ? ratio : ratio / 2;
  const beside = Math.abs(x + 0.5 - width / 2);
  switch (mark) {
    case NOT_A_NUMBER:
    case INFINITE:
      return isHatched(mark, x, y, ratio) ? INK : OPEN;
    case CLIPPED:
      return y < NOTCH * ratio && beside <= Math.max(0.5, ratio * (width > WIDE_NOTCH * ratio ? 1 : 0.5))
        ? OPEN
        : COLOR;
    case PEAK:
      return y < PEAKS * ratio ? EXTREME : COLOR;
    case SILENT:
      return beside <= dot && Math.abs(y + 0.5 - height / 2) <= dot ? INK : COLOR;
    default:
      return COLOR;
  }
}

/** Pixels of what marks a cell: the dot of a neuron that never changes, the lines of a cell without a number. */
export interface MarkInks {
  dot: number;
  hatch: number;
}

/** Stamps a row's cells, the first at x 0, into the row from `top` on; what lies outside the surface is left out. */
export function stampStripe(
  surface: Surface,
  stripe: Stripe,
  stamp: Stamp,
  top: number,
  rowHeight: number,
  marks: MarkInks,
): void {
  const above = top + ((rowHeight - stamp.height) >> 1);
  const isCircle = stamp.pitch >= CIRCLES_FROM * stamp.ratio;
  const left = isCircle ? (stamp.pitch - stamp.width) >> 1 : 0;
  const lines = [Math.max(0, -above), Math.min(stamp.height, surface.height - above)] as const;
  if (lines[0] >= lines[1]) return;
  const fitting = Math.floor((surface.width - left - stamp.width) / stamp.pitch) + 1;
  const cells = Math.min(stripe.colors.length, fitting);
  if (!isCircle) fillCells(surface, stripe, stamp, above, lines, cells);
  for (let cell = 0; cell < cells; cell++)
    if (isCircle || stripe.marks[cell] !== PLAIN)
      stampCell(surface, stripe, stamp, cell, left + cell * stamp.pitch, above, lines, marks);
}

/** Rectangles without a mark are the same on each of their lines: the first is filled, the others are copies of it. */
function fillCells(
  { pixels, width }: Surface,
  { colors, marks }: Stripe,
  stamp: Stamp,
  above: number,
  [from, to]: readonly [number, number],
  cells: number,
): void {
  const first = (above + from) * width;
  for (let cell = 0; cell < cells; cell++) {
    if (marks[cell] !== PLAIN || !colors[cell]) continue;
    const start = first + cell * stamp.pitch;
    for (let at = start; at < start + stamp.width; at++) pixels[at] = colors[cell];
  }
  for (let y = from + 1; y < to; y++)
    pixels.copyWithin((above + y) * width, first, first + (cells - 1) * stamp.pitch + stamp.width);
}

function stampCell(
  { pixels, width }: Surface,
  { colors, marks, peaks }: Stripe,
  { parts, cover, width: across }: Stamp,
  cell: number,
  left: number,
  above: number,
  [from, to]: readonly [number, number],
  inks: MarkInks,
): void {
  const ink = marks[cell] === SILENT ? inks.dot : inks.hatch;
  const part = parts[marks[cell]];
  const [color, peak] = [colors[cell], peaks[cell]];
  for (let y = from, at = from * across; y < to; y++) {
    const line = (above + y) * width + left;
    for (let x = 0; x < across; x++, at++) {
      const shown = part[at] === COLOR ? color : part[at] === EXTREME ? peak : part[at] === INK ? ink : 0;
      if (shown) pixels[line + x] = (shown & RGB) | cover[at];
    }
  }
}
