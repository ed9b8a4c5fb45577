/** The way of dots from one map to the next: short, and slower at both ends. */

import type { Places } from "./scatterDots";

export const TWEEN = 400;

/** 0 to 1 for a share of the time; a cubic, flat at both ends. */
export function ease(share: number): number {
  const t = Math.max(0, Math.min(1, share));
  return t * t * (3 - 2 * t);
}

/** Dots on the way; one that has a place in only one of both maps appears or disappears at once. */
export function between(from: Places, to: Places, share: number): Places {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  const xy = new Float32Array(to.xy.length);
  for (let i = 0; i < xy.length; i++) xy[i] = Number.isNaN(from.xy[i]!) ? to.xy[i]! : mix(from.xy[i]!, to.xy[i]!);
  const box = {
    left: mix(from.box.left, to.box.left),
    right: mix(from.box.right, to.box.right),
    top: mix(from.box.top, to.box.top),
    bottom: mix(from.box.bottom, to.box.bottom),
  };
  return { n: to.n, xy, box };
}
