/** Moving over the marks of the instance panel by keys. */

import type { Mark, SquaresLayout } from "../draw/squares";

function endOf(layout: SquaresLayout, which: 0 | -1): Mark {
  const strip = layout.strips.at(which)!;
  return { strip, place: which === 0 ? 0 : strip.rows.length - 1 };
}

/** The mark that `key` leads to from one (null: from outside); null for a key that moves nothing. */
export function stepMark(layout: SquaresLayout, from: Mark | null, key: string): Mark | null {
  const { strips } = layout;
  const isArrow = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(key);
  if (!strips.length || !(isArrow || key === "Home" || key === "End")) return null;
  if (key === "End") return endOf(layout, -1);
  if (key === "Home" || !from || !strips.includes(from.strip)) return endOf(layout, 0);
  const { strip, place } = from;
  const line = strip.kind === "squares" ? strip.perLine : strip.rows.length;
  const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -line, ArrowDown: line }[key] ?? 0;
  const target = place + move;
  if (target >= 0 && target < strip.rows.length) return { strip, place: target };
  const next = strips[strips.indexOf(strip) + Math.sign(move)];
  if (!next) return from;
  return { strip: next, place: key === "ArrowLeft" ? next.rows.length - 1 : 0 };
}
