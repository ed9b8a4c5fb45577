/** Moving over the list of instances by keys, and what a line of it says. */

import type { Lines } from "../draw/lines";

/** The place that `key` leads to from one (-1: from outside); -1 for a key that moves nothing. Heads and labels are passed over. */
export function stepLine(lines: Lines, from: number, key: string, page: number): number {
  const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[key];
  if (move === undefined || !lines.count) return -1;
  const last = lines.count - 1;
  const start = from < 0 ? 0 : Math.max(0, Math.min(last, from + move));
  const forth = nearest(lines, start, move < 0 && Number.isFinite(move) && from >= 0 ? -1 : key === "End" ? -1 : 1);
  return forth < 0 ? from : forth;
}

/** The first line of an instance from `start` on, in steps of `by`; -1 when there is none. */
function nearest(lines: Lines, start: number, by: 1 | -1): number {
  for (let place = start; place >= 0 && place < lines.count; place += by)
    if (lines.at(place).kind === "instance") return place;
  return -1;
}

/** Units to either side that a line of the list shows. */
export const LINE_UNITS = 3;

export interface Piece {
  text: string;
  isFound: boolean;
}

/** Characters shown before the first match of a text that starts earlier. */
const LEAD = 10;

/** `text` in pieces, those that `wanted` matches in either case marked; a match far inside is brought near the beginning. */
export function piecesOf(text: string, wanted: string): Piece[] {
  const [all, part] = [text.toLowerCase(), wanted.trim().toLowerCase()];
  if (!part || all.length !== text.length || !all.includes(part)) return [{ text, isFound: false }];
  const pieces: Piece[] = [];
  const first = all.indexOf(part);
  let end = first > 2 * LEAD ? first - LEAD : 0;
  if (end) pieces.push({ text: "…", isFound: false });
  for (let place = first; place >= 0; place = all.indexOf(part, end)) {
    if (place > end) pieces.push({ text: text.slice(end, place), isFound: false });
    end = place + part.length;
    pieces.push({ text: text.slice(place, end), isFound: true });
  }
  return end < text.length ? [...pieces, { text: text.slice(end), isFound: false }] : pieces;
}
