/** Moving over the instance panel by keys. */

import { placeOf, type SquaresLayout } from "../draw/squares";

/** The instance that `key` leads to from `row` (-1: from outside); -1 for a key that moves nothing. */
export function stepInstance(layout: SquaresLayout, row: number, key: string): number {
  const { strips } = layout;
  const found = row < 0 ? null : placeOf(layout, row);
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(key) || !strips.length) return -1;
  if (!found) return strips[0].rows[0];
  const { strip, place } = found;
  const line = strip.kind === "squares" ? strip.perLine : strip.rows.length;
  const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -line, ArrowDown: line }[key] ?? 0;
  const target = place + move;
  if (target >= 0 && target < strip.rows.length) return strip.rows[target];
  const next = strips[strips.indexOf(strip) + Math.sign(move)];
  if (!next) return row;
  return key === "ArrowLeft" ? next.rows[next.rows.length - 1] : next.rows[0];
}
