/** What a painter is given: the dots with their looks, the inks and the view; and the measures of a dot that all painters share. */

import type { Rgb } from "./color";
import type { Looks, Places } from "./scatterDots";
import type { View } from "./viewport";

export interface Ink {
  /** Distinct colors of dots. */
  colors: Rgb[];
  /** Rings around wrong, pinned and hovered dots. */
  ring: Rgb;
  /** The background, between a dot and its ring. */
  paper: Rgb;
}

export interface Scene {
  places: Places;
  looks: Looks;
  ink: Ink;
  /** World to CSS pixels. */
  view: View;
  /** Radius of a dot in CSS pixels. */
  radius: number;
  /** Device pixels in a CSS pixel. */
  ratio: number;
}

/** Replaces the content of a canvas by a scene and keeps what it can reuse; false when it cannot paint any more. */
export interface Painter {
  paint(context: CanvasRenderingContext2D, scene: Scene): boolean;
  dispose(): void;
}

/** Width of the ring around a wrong dot and of the paper between the two, in CSS pixels. */
export const RING = 1.2;
export const GAP = 1;
/** The ring stands a little farther out than a dot's edge, which leaves more of the dot; of a small one this radius is left, or share. */
const RING_OUT = 1.1;
const LEAST_FILL = 2.1;
const LEAST_SHARE = 0.85;

/** Radii of a ringed dot: of its fill, of the paper around that, of the ring around both; `ratio` pixels are a CSS pixel. */
export function ringedRadii(radius: number, ratio = 1): { fill: number; paper: number; ring: number } {
  const least = Math.min(radius * LEAST_SHARE, LEAST_FILL * ratio);
  const fill = Math.max(radius + (RING_OUT - RING - GAP) * ratio, least);
  return { fill, paper: fill + GAP * ratio, ring: fill + (GAP + RING) * ratio };
}

export const FADED_ALPHA = 0.25;
/** A faded dot is a little smaller, so that a highlighted one covers it. */
export const FADED_SIZE = 0.8;
/** Share of black in the 1 px edge of a dot, which separates dots of one color. */
export const EDGE_SHADE = 0.25;
/** Dots below this radius in CSS pixels have no edge. */
export const EDGED_FROM = 2.5;
