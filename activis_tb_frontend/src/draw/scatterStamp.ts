/** Small prepared pictures of a dot, one per tier, color and quarter of a pixel, for painting without a graphics card. */

import { Tier } from "./scatterDots";
import { EDGED_FROM, EDGE_SHADE, FADED_ALPHA, FADED_SIZE, ringedRadii, type Ink } from "./scatterScene";

/** Dots are placed at quarters of a pixel, else they jump by whole pixels while zooming. */
export const SUBPIXELS = 4;
const FARTHEST_SHIFT = 0.5 - 0.5 / SUBPIXELS;

/** The stamps of a tier; a stamp is a square of 2 * reach + 1 pixels around the pixel that holds the dot's center. */
export interface Stamps {
  reach: number;
  /** [color, subpixel row, subpixel column, side, side] premultiplied ABGR. */
  pixels: Uint32Array;
}

/** Stamps by tier for dots of `radius` device pixels; `ratio` is the number of device pixels in a CSS pixel. */
export function makeStamps(ink: Ink, radius: number, ratio: number): Stamps[] {
  const outer = [radius * FADED_SIZE, radius, ringedRadii(radius, ratio).ring];
  return outer.map((farthest, tier) => {
    const reach = Math.ceil(farthest + 0.5 + FARTHEST_SHIFT) - 1;
    const area = (2 * reach + 1) ** 2;
    const pixels = new Uint32Array(ink.colors.length * SUBPIXELS ** 2 * area);
    for (let p = 0; p < pixels.length; p++) {
      const [color, subpixel] = [Math.floor(p / area / SUBPIXELS ** 2), Math.floor(p / area) % SUBPIXELS ** 2];
      pixels[p] = stampPixel(ink, tier, color, distanceToCenter(p % area, reach, subpixel), radius, ratio);
    }
    return { reach, pixels };
  });
}

function distanceToCenter(pixel: number, reach: number, subpixel: number): number {
  const shift = (part: number) => (part + 0.5) / SUBPIXELS - 0.5;
  const side = 2 * reach + 1;
  const x = (pixel % side) - reach - shift(subpixel % SUBPIXELS);
  return Math.hypot(x, Math.floor(pixel / side) - reach - shift(Math.floor(subpixel / SUBPIXELS)));
}

function stampPixel(ink: Ink, tier: Tier, color: number, distance: number, radius: number, ratio: number): number {
  const cover = (r: number) => Math.max(0, Math.min(1, r + 0.5 - distance));
  const fill = ink.colors[color]!;
  if (tier === Tier.Faded) return pack([fill, cover(radius * FADED_SIZE) * FADED_ALPHA]);
  if (tier === Tier.Ringed) {
    const ringed = ringedRadii(radius, ratio);
    const [inner, middle, outer] = [cover(ringed.fill), cover(ringed.paper), cover(ringed.ring)];
    return pack([fill, inner], [ink.paper, middle - inner], [ink.ring, outer - middle]);
  }
  const inner = radius < EDGED_FROM * ratio ? cover(radius) : cover(radius - ratio);
  const edge = fill.map((channel) => channel * (1 - EDGE_SHADE));
  return pack([fill, inner], [edge, cover(radius) - inner]);
}

/** Premultiplied ABGR of a pixel that each of the colors covers by its share. */
function pack(...parts: [color: readonly number[], share: number][]): number {
  const sum = (of: (color: readonly number[]) => number) =>
    Math.round(parts.reduce((total, [color, share]) => total + of(color) * share, 0));
  const alpha = sum(() => 255);
  return ((alpha << 24) | (sum((c) => c[2]!) << 16) | (sum((c) => c[1]!) << 8) | sum((c) => c[0]!)) >>> 0;
}
