/** What fits into a small confusion matrix: the sides of its cells, its counts and its column headings. */

import { shortCount, wholeCount } from "../draw/numbers";
import { elide } from "../graph/labels";
import type { Measure } from "../graph/layout";

const USUAL_SIDE = 30;
const LARGEST_SIDE = 48;
const SMALLEST_SIDE = 8;
/** Least distance of a count or name to the sides of its cell, both together. */
const AIR = 4;

/** Width of the column of row names in `room` pixels: what the longest needs, at most a quarter. */
export function namesWidth(names: string[], room: number, measure: Measure): number {
  return Math.ceil(Math.min(0.25 * room, AIR + Math.max(0, ...names.map(measure))));
}

/** Side of a cell: the usual one, larger where a count or a name needs it, smaller where there is no room. */
export function cellSide(names: string[], counts: number[], room: number, measure: Measure): number {
  const texts = [...names, ...counts.map(wholeCount)];
  const wanted = Math.ceil(AIR + Math.max(0, ...texts.map(measure)));
  const available = Math.floor(room / Math.max(1, names.length)) - 1;
  return Math.max(SMALLEST_SIDE, Math.min(Math.max(USUAL_SIDE, wanted), LARGEST_SIDE, available));
}

/** The count in full, else short, else nothing. */
export function fittingCount(n: number, side: number, measure: Measure): string {
  return [wholeCount(n), shortCount(n)].find((text) => measure(text) <= side) ?? "";
}

/** The name, else its beginning with an ellipsis; where even that has no room, its first two letters. */
export function fittingName(name: string, side: number, measure: Measure): string {
  return elide(name, side, measure) || name.slice(0, 2);
}
