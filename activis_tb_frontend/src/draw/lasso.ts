/** A loop drawn around dots: which of them it holds. */

import type { Places } from "./scatterDots";

/** Points closer than this many pixels to the one before add nothing to a loop. */
const SLACK = 2;

/** `loop` [x, y, x, y ...] with a point added, unless it is where the last one is. */
export function extendLoop(loop: readonly number[], x: number, y: number): readonly number[] {
  const isNear = loop.length > 0 && Math.hypot(x - loop.at(-2)!, y - loop.at(-1)!) < SLACK;
  return isNear ? loop : [...loop, x, y];
}

/** Mask of the dots inside a closed loop in world units, by the even-odd rule; a dot without a place is in none. */
export function dotsInside({ n, xy }: Places, loop: readonly number[]): Uint8Array {
  const inside = new Uint8Array(n);
  const [left, right] = extent(loop, 0);
  const [top, bottom] = extent(loop, 1);
  for (let i = 0; i < n; i++) {
    const [x, y] = [xy[2 * i]!, xy[2 * i + 1]!];
    if (x >= left && x <= right && y >= top && y <= bottom && isInside(x, y, loop)) inside[i] = 1;
  }
  return inside;
}

function extent(loop: readonly number[], from: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = from; i < loop.length; i += 2) {
    low = Math.min(low, loop[i]!);
    high = Math.max(high, loop[i]!);
  }
  return [low, high];
}

function isInside(x: number, y: number, loop: readonly number[]): boolean {
  let inside = false;
  for (let i = 0, j = loop.length - 2; i < loop.length; j = i, i += 2) {
    const [xi, yi, xj, yj] = [loop[i]!, loop[i + 1]!, loop[j]!, loop[j + 1]!];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
