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

/** Side of the picture that a line shows of a patch, and how high the line is then. */
export const [PICTURE, PICTURE_LINE] = [40, 46];

export interface Piece {
  text: string;
  isFound: boolean;
}

/** Characters that are shown behind the first match of a text that is cut before it. */
const BEHIND = 12;
/** What a character of a match, which is bold, takes beyond that of another, as a share; and characters of other widths than the mean. */
const [BOLD, DOUBT] = [0.15, 1];

/** Where a text is cut of which `most` characters fit, so that a match is among them: at the beginning of a word, unless one is that long. */
function cutOf(text: string, match: number, matchEnd: number, most: number): number {
  const room = most - Math.ceil(BOLD * (matchEnd - match)) - DOUBT;
  const end = Math.min(text.length, matchEnd + BEHIND);
  if (end <= room) return 0;
  const start = Math.max(0, Math.min(match, end - room));
  const word = /\s\S/.exec(text.slice(start, match + 1));
  return word ? start + word.index + 1 : start;
}

/** `text` in pieces, those that `wanted` matches in either case marked; where only `most` characters fit, it is cut before a match that is not among them. */
export function piecesOf(text: string, wanted: string, most = Infinity): Piece[] {
  const [all, part] = [text.toLowerCase(), wanted.trim().toLowerCase()];
  if (!part || all.length !== text.length || !all.includes(part)) return [{ text, isFound: false }];
  const pieces: Piece[] = [];
  const first = all.indexOf(part);
  let end = cutOf(text, first, first + part.length, most);
  if (end) pieces.push({ text: "…", isFound: false });
  for (let place = first; place >= 0; place = all.indexOf(part, end)) {
    if (place > end) pieces.push({ text: text.slice(end, place), isFound: false });
    end = place + part.length;
    pieces.push({ text: text.slice(place, end), isFound: true });
  }
  return end < text.length ? [...pieces, { text: text.slice(end), isFound: false }] : pieces;
}
