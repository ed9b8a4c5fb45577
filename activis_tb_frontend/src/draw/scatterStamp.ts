/** Small prepared pictures of a dot, one per tier, color and quarter of a pixel, for painting without a graphics card. */

import type { Rgb } from "./color";
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

/** A dot as disks of three colors, each within the next one. */
interface Disks {
  fill: Rgb;
  gap: Rgb;
  edge: Rgb;
  /** Radii of the three. */
  radii: readonly [number, number, number];
  alpha: number;
}

/** Stamps by tier for dots of `radius` device pixels; `ratio` is the number of device pixels in a CSS pixel. */
export function makeStamps(ink: Ink, radius: number, ratio: number): Stamps[] {
  return [Tier.Faded, Tier.Plain, Tier.Ringed].map((tier) => {
    const disks = ink.colors.map((fill) => disksOf(ink, tier, fill, radius, ratio));
    const farthest = Math.max(0, ...disks.map(({ radii }) => radii[2]));
    const reach = Math.ceil(farthest + 0.5 + FARTHEST_SHIFT) - 1;
    const area = (2 * reach + 1) ** 2;
    const pixels = new Uint32Array(disks.length * SUBPIXELS ** 2 * area);
    for (let p = 0; p < pixels.length; p++) {
      const subpixel = Math.floor(p / area) % SUBPIXELS ** 2;
      pixels[p] = stampPixel(
        disks[Math.floor(p / area / SUBPIXELS ** 2)]!,
        distanceToCenter(p % area, reach, subpixel),
      );
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

function disksOf(ink: Ink, tier: Tier, fill: Rgb, radius: number, ratio: number): Disks {
  if (tier === Tier.Faded) {
    const faded = radius * FADED_SIZE;
    return { fill, gap: fill, edge: fill, radii: [faded, faded, faded], alpha: FADED_ALPHA };
  }
  if (tier === Tier.Ringed) {
    const { fill: inner, paper, ring } = ringedRadii(radius, ratio);
    return { fill, gap: ink.paper, edge: ink.ring, radii: [inner, paper, ring], alpha: 1 };
  }
  const inner = radius < EDGED_FROM * ratio ? radius : radius - ratio;
  const [red, green, blue] = fill;
  const edge: Rgb = [red * (1 - EDGE_SHADE), green * (1 - EDGE_SHADE), blue * (1 - EDGE_SHADE)];
  return { fill, gap: edge, edge, radii: [inner, radius, radius], alpha: 1 };
}

/** Premultiplied ABGR of a pixel whose middle lies that far from the center. */
function stampPixel({ fill, gap, edge, radii, alpha }: Disks, distance: number): number {
  const cover = (radius: number) => Math.max(0, Math.min(1, radius + 0.5 - distance)) * alpha;
  const outer = cover(radii[2]);
  if (outer === 0) return 0;
  const [inner, middle] = [cover(radii[0]), cover(radii[1])];
  const channel = (i: 0 | 1 | 2) =>
    Math.round(fill[i] * inner + gap[i] * (middle - inner) + edge[i] * (outer - middle));
  return ((Math.round(outer * 255) << 24) | (channel(2) << 16) | (channel(1) << 8) | channel(0)) >>> 0;
}
