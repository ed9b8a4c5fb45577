/** The dots of a projection in the form that painters and the hit test share: normalized places, looks and drawing order. */

import { wholeCount } from "./numbers";
import type { Box } from "./viewport";

export interface Places {
  n: number;
  /** [2n] x, y in [-1, 1], y downwards; NaN for a dot without a place. */
  xy: Float32Array;
  box: Box;
}

/** How a dot is drawn; a later tier is drawn above an earlier one. */
export enum Tier {
  Faded,
  Plain,
  Ringed,
}

export interface Looks {
  /** Index of every dot's color. */
  color: Uint16Array;
  tier: Uint8Array;
  /** Dots in drawing order, those without a place left out. */
  order: Uint32Array;
}

/** Below this number every wrong dot has its ring, above only those of a highlighted mask. */
const RINGS_FOR_ALL = 2000;

/** What the coordinates of a map are moved and divided by, so that its dots lie in [-1, 1]. */
export interface Frame {
  x: number;
  y: number;
  /** Half of the larger extent. */
  half: number;
}

/** The extent of the dots, y downwards; null where none has a place. Infinite coordinates count as missing. */
function extentOf(xy: ArrayLike<number>): Box | null {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let i = 0; i < xy.length; i += 2) {
    if (!Number.isFinite(xy[i]!) || !Number.isFinite(xy[i + 1]!)) continue;
    box.left = Math.min(box.left, xy[i]!);
    box.right = Math.max(box.right, xy[i]!);
    box.top = Math.min(box.top, -xy[i + 1]!);
    box.bottom = Math.max(box.bottom, -xy[i + 1]!);
  }
  return box.left > box.right ? null : box;
}

function frameIn({ left, right, top, bottom }: Box): Frame {
  return { x: (left + right) / 2, y: (top + bottom) / 2, half: Math.max(right - left, bottom - top) / 2 || 1 };
}

/** The frame that `placeDots` places the dots of a map in. */
export function frameOf(xy: ArrayLike<number>): Frame {
  const box = extentOf(xy);
  return box ? frameIn(box) : { x: 0, y: 0, half: 1 };
}

/** In float64 before the result is stored as float32: coordinates far from zero would otherwise collapse on a graphics card. */
export function placeIn({ x, y, half }: Frame, xy: ArrayLike<number>): Float32Array {
  const placed = new Float32Array(xy.length).fill(NaN);
  for (let i = 0; i < xy.length; i += 2) {
    if (!Number.isFinite(xy[i]!) || !Number.isFinite(xy[i + 1]!)) continue;
    placed[i] = (xy[i]! - x) / half;
    placed[i + 1] = (-xy[i + 1]! - y) / half;
  }
  return placed;
}

/** Centers the dots and divides by half of the larger extent. */
export function placeDots(xy: ArrayLike<number>): Places {
  const n = xy.length >> 1;
  const extent = extentOf(xy);
  if (!extent) return { n, xy: new Float32Array(2 * n).fill(NaN), box: { left: 0, right: 0, top: 0, bottom: 0 } };
  const frame = frameIn(extent);
  const [halfX, halfY] = [(extent.right - extent.left) / 2, (extent.bottom - extent.top) / 2];
  const [right, bottom] = [halfX / frame.half, halfY / frame.half];
  return { n, xy: placeIn(frame, xy), box: { left: -right, right, top: -bottom, bottom } };
}

/** The same places without the dots of some classes; the rest stays where it is. */
export function hideClasses(places: Places, classes: Int32Array, hidden: readonly number[]): Places {
  if (!hidden.length) return places;
  const gone = new Set(hidden);
  const xy = places.xy.slice();
  classes.forEach((index, dot) => gone.has(index) && xy.fill(NaN, 2 * dot, 2 * dot + 2));
  return { ...places, xy };
}

/** The distinct ones of the classes' colors and of the color without a class, and where each of them is among these. */
export function paletteOf(colors: readonly string[], neutral: string): { palette: string[]; colorOf: number[] } {
  const all = [...colors, neutral];
  const palette = [...new Set(all)];
  return { palette, colorOf: all.map((color) => palette.indexOf(color)) };
}

/**
 * Looks of all dots. `colorOf` has the color index of every class and, as its last item, of dots without a class; `highlighted` null
 * means that all dots are. Within a tier dots keep their order.
 */
export function dressDots(
  places: Places,
  classes: Int32Array,
  colorOf: readonly number[],
  wrong: Uint8Array,
  highlighted: Uint8Array | null,
): Looks {
  const { n, xy } = places;
  const nClasses = colorOf.length - 1;
  const color = new Uint16Array(n);
  const tier = new Uint8Array(n);
  const counts = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const index = classes[i] ?? -1;
    color[i] = colorOf[index >= 0 && index < nClasses ? index : nClasses]!;
    if (highlighted !== null && !highlighted[i]) tier[i] = Tier.Faded;
    else tier[i] = wrong[i] && (highlighted !== null || n <= RINGS_FOR_ALL) ? Tier.Ringed : Tier.Plain;
    counts[tier[i]!]! += Number.isNaN(xy[2 * i]!) ? 0 : 1;
  }
  const next = [0, counts[0]!, counts[0]! + counts[1]!];
  const order = new Uint32Array(counts[0]! + counts[1]! + counts[2]!);
  for (let i = 0; i < n; i++) {
    if (!Number.isNaN(xy[2 * i]!)) order[next[tier[i]!]!++] = i;
  }
  return { color, tier, order };
}

/** Where the smaller side of a plot is below this, dots shrink with it, else they would hide each other, but not below a size that is seen and hit. */
const FULL_SIDE = 360;
const LEAST_SHRUNK = 2.5;

/**
 * Radius in CSS pixels: 3 at 500 dots, 1.5 at 100,000, less in a plot with a small `side`, the smaller one, and a little
 * more when zoomed in (`zoom` 1 shows everything).
 */
export function dotRadius(n: number, zoom: number, side: number): number {
  const base = Math.max(1, Math.min(4, 3 * (Math.max(n, 1) / 500) ** (-Math.LN2 / Math.log(200))));
  const shrunk = Math.max(base * Math.min(1, side / FULL_SIDE), Math.min(base, LEAST_SHRUNK));
  const radius = shrunk * Math.max(1, zoom) ** 0.25;
  return Math.round(Math.min(5, radius) * 8) / 8;
}

/** A dot in words; `names` by class. */
export function describeDot(dot: number, classes: Int32Array, wrong: Uint8Array, names: readonly string[]): string {
  const name = names[classes[dot] ?? -1] ?? "no class";
  return `dot ${wholeCount(dot + 1)} of ${wholeCount(classes.length)}, ${name}${wrong[dot] ? ", wrong" : ""}`;
}
