/** Color scales of the cells: sequential from the page's background or a chosen map, diverging around 0 for signed values. */

import { blend, inksOf, luminance, rgbOf, type Rgb } from "./color";

/** Maps that a user can choose for values of one sign. */
export const COLOR_MAPS = ["ink", "viridis", "cividis"] as const;
export type ColorMap = (typeof COLOR_MAPS)[number];

/** Evenly spaced colors of the maps, weak to strong for a dark page (Matplotlib's; cividis by Nuñez et al. 2018). */
const STOPS: Record<Exclude<ColorMap, "ink">, string[]> = {
  viridis: ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"],
  cividis: [
    "#00224e",
    "#123570",
    "#3b496c",
    "#575d6d",
    "#707173",
    "#8a8678",
    "#a59c74",
    "#c3b369",
    "#e1cc55",
    "#fee838",
  ],
};
const STRONG = { light: "#1f2a44", dark: "#d6e2ff" };
const POSITIVE = { light: "#a51426", dark: "#ff806e" };
const NEGATIVE = { light: "#1c5c9e", dark: "#6eb4ff" };

/** Steps from zero to the end of the domain. */
const LEVELS = 128;

export interface Scale {
  domain: [number, number];
  /** Pixel of a finite value, opaque, as ImageData stores it on little-endian machines; outside the domain that of its end. */
  pixel(value: number): number;
  /** The same as a CSS color. */
  fill(value: number): string;
  /** 0 at zero, 1 at the end of the domain. */
  strength(value: number): number;
}

export function pixelOf([red, green, blue]: Rgb | number[]): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

export function cssOf(pixel: number): string {
  return `rgb(${pixel & 255},${(pixel >> 8) & 255},${(pixel >> 16) & 255})`;
}

function ramp(stops: Rgb[]): Uint32Array {
  return Uint32Array.from({ length: LEVELS + 1 }, (_, level) => {
    const place = (level / LEVELS) * (stops.length - 1);
    const stop = Math.min(stops.length - 2, Math.floor(place));
    return pixelOf(blend(stops[stop], stops[stop + 1], place - stop));
  });
}

function sequential(map: ColorMap, dark: boolean, ground: Rgb): Uint32Array {
  if (map === "ink") return ramp([ground, rgbOf(dark ? STRONG.dark : STRONG.light)]);
  const stops = STOPS[map].map(rgbOf);
  return ramp(dark ? stops : stops.reverse());
}

/**
 * A scale over `domain`: diverging where it starts below 0, else sequential by `map`. Zero is `ground`, what lies behind the cells,
 * except in viridis and cividis; strong is dark on a light page and light on a dark one.
 */
export function createScale(
  domain: [number, number],
  dark: boolean,
  ground = inksOf(dark).page,
  map: ColorMap = "ink",
): Scale {
  const zero = rgbOf(ground);
  const theme = dark ? "dark" : "light";
  const signed = domain[0] < 0;
  const up = signed ? ramp([zero, rgbOf(POSITIVE[theme])]) : sequential(map, dark, zero);
  const down = signed ? ramp([zero, rgbOf(NEGATIVE[theme])]) : up;
  const extent = Math.max(Math.abs(domain[0]), Math.abs(domain[1])) || 1;
  const level = (value: number): number => Math.min(LEVELS, Math.round((Math.abs(value) / extent) * LEVELS));
  const pixel = (value: number): number => (value < 0 ? (signed ? down[level(value)] : up[0]) : up[level(value)]);
  return {
    domain,
    pixel,
    fill: (value) => cssOf(pixel(value)),
    strength: (value) => (value < 0 && !signed ? 0 : level(value) / LEVELS),
  };
}

/** Nine colors from the low to the high end, as a legend shows them. */
export function stopsOf({ domain: [low, high], fill }: Scale): string[] {
  return Array.from({ length: 9 }, (_, i) => fill(low + ((high - low) * i) / 8));
}

export function isClipped(value: number, domain: [number, number]): boolean {
  return Number.isFinite(value) && (value > domain[1] || value < domain[0]);
}

/** CIE lightness of a pixel, 0 to 100: what a reader sees of a scale. */
export function lightness(pixel: number): number {
  const y = luminance([pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]);
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27;
}
