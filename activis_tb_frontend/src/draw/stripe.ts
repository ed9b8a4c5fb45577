/** One row of cells as colors and marks: a cell per column or, where columns are thinner than a pixel, per device pixel. */

import type { Columns } from "./columns";
import { isClipped, type Scale } from "./scale";

export const PLAIN = 0;
/** Beyond the domain. */
export const CLIPPED = 1;
export const NOT_A_NUMBER = 2;
export const INFINITE = 3;
/** The mean of a pixel's columns hides one that is far stronger. */
export const PEAK = 4;
/** The neuron is the same for all instances. */
export const SILENT = 5;
export const MARKS = [PLAIN, CLIPPED, NOT_A_NUMBER, INFINITE, PEAK, SILENT];

export interface Stripe {
  /** Color of each cell as in ImageData. */
  colors: Uint32Array;
  marks: Uint8Array;
  /** Color of the hidden extreme, where the mark is PEAK. */
  peaks: Uint32Array;
}

export interface Grid {
  cells: number;
  /** Device pixels from cell to cell. */
  pitch: number;
  /** Columns per cell; 1 or more where cells are columns. */
  first: number;
  perCell: number;
}

/** A mean that is this much weaker than a column in it hides that column. */
const HIDDEN = 0.5;

/** How the columns in view fall onto device pixels: a cell each where they are whole pixels wide, else a cell per pixel. */
export function gridOf(columns: Columns, ratio: number): Grid {
  const width = columns.width * ratio;
  const pitch = Math.round(width);
  if (pitch >= 1 && Math.abs(width - pitch) < 1e-6)
    return { cells: columns.shown, pitch, first: columns.first, perCell: 1 };
  return { cells: Math.round(columns.shown * width), pitch: 1, first: columns.first, perCell: 1 / width };
}

/** Which kinds of what is no number there are. */
export function unusualAmong(values: Float32Array): { nan: boolean; infinite: boolean } {
  return {
    nan: values.some((value) => Number.isNaN(value)),
    infinite: values.some((value) => Math.abs(value) === Infinity),
  };
}

export interface Stretch {
  mean: number;
  /** The value farthest from zero. */
  extreme: number;
  unusual: typeof PLAIN | typeof NOT_A_NUMBER | typeof INFINITE;
}

/** What `values` are from `start` to before `end`, places of an order; NaN and infinity are left out of mean and extreme. */
export function stretchOf(at: (place: number) => number, start: number, end: number): Stretch {
  let [sum, count, extreme] = [0, 0, 0];
  let unusual: Stretch["unusual"] = PLAIN;
  for (let place = start; place < end; place++) {
    const value = at(place);
    if (!Number.isFinite(value)) {
      if (unusual !== INFINITE) unusual = Number.isNaN(value) ? NOT_A_NUMBER : INFINITE;
      continue;
    }
    sum += value;
    count++;
    if (Math.abs(value) >= Math.abs(extreme)) extreme = value;
  }
  return { mean: count ? sum / count : NaN, extreme, unusual };
}

/** The cells of a row. `at` gives the value shown for a place of the order; `isSilent` says which are not worth a color. */
export function stripeOf(
  at: (place: number) => number,
  { cells, first, perCell }: Grid,
  count: number,
  scale: Scale,
  isSilent: (place: number) => boolean = () => false,
): Stripe {
  const colors = new Uint32Array(cells);
  const marks = new Uint8Array(cells);
  const peaks = new Uint32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const start = first + Math.floor(cell * perCell);
    const end = Math.min(count, Math.max(start + 1, first + Math.floor((cell + 1) * perCell)));
    const { mean, extreme, unusual } = stretchOf(at, start, end);
    if (!Number.isNaN(mean)) colors[cell] = scale.pixel(mean);
    if (unusual) marks[cell] = unusual;
    else if (end - start > 1) {
      if (scale.strength(extreme) - scale.strength(mean) >= HIDDEN) {
        marks[cell] = PEAK;
        peaks[cell] = scale.pixel(extreme);
      }
    } else if (isClipped(mean, scale.domain)) marks[cell] = CLIPPED;
    else if (isSilent(start)) marks[cell] = SILENT;
  }
  return { colors, marks, peaks };
}
