/** The view in which a graph is first shown: all of it where it stays readable, else the part around the open layer. */

import { fitView, type View } from "../draw/viewport";
import type { Layout } from "./layout";
import type { Point } from "./place";

/** Room in pixels for the names at the ends and above and below the nodes. */
const SIDE = 48;
export const ABOVE_AND_BELOW = 27;
/** So much of a graph stays in sight. */
const SEEN = 24;
/** Below this scale names have no room. */
const READABLE = 0.8;

/** The scale at which a layout is first shown: 1, or less where more of it becomes visible and stays readable. */
export function firstScale(layout: Layout, width: number): number {
  return Math.min(1, Math.max(READABLE, Math.max(1, width - 2 * SIDE) / Math.max(layout.width, 1)));
}

/** Height of a panel in which a layout is wholly visible at first. */
export function naturalHeight(layout: Layout, width: number): number {
  return heightOf(layout) * firstScale(layout, width) + 2 * ABOVE_AND_BELOW;
}

/** `focus` is the place of the layer that has to be seen, if any; what fits is centered. */
export function firstView(layout: Layout, width: number, height: number, focus: Point | null): View {
  const k = firstScale(layout, width);
  const x = SIDE + placeAlong(layout.width * k, Math.max(1, width - 2 * SIDE), (focus?.x ?? 0) * k);
  return { k, x, y: levelOf(layout, k, height, focus?.y ?? layout.height / 2) };
}

/** Offset of the rows, with `focus` as near to the middle of the panel as need be. */
function levelOf(layout: Layout, k: number, height: number, focus: number): number {
  const above = layout.above * k;
  const room = Math.max(1, height - 2 * ABOVE_AND_BELOW);
  return ABOVE_AND_BELOW + above + placeAlong(heightOf(layout) * k, room, above + focus * k);
}

function heightOf({ height, above, below }: Layout): number {
  return height + above + below;
}

/** The view as near to `view` as leaves some of the graph in sight; rows that all fit stay in the middle. */
export function keptView(view: View, layout: Layout, width: number, height: number): View {
  const within = (at: number, length: number, room: number) => Math.min(room - SEEN, Math.max(SEEN - length, at));
  const fits = heightOf(layout) * view.k <= height - 2 * ABOVE_AND_BELOW;
  return {
    k: view.k,
    x: within(view.x, layout.width * view.k, width),
    y: fits ? levelOf(layout, view.k, height, 0) : within(view.y, layout.height * view.k, height),
  };
}

/** Offset of a stretch in a room: centered if it fits, else with `focus` as near to the middle as the ends allow. */
function placeAlong(length: number, room: number, focus: number): number {
  return length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, room / 2 - focus));
}

/** The view that shows all of a layout, as large as it gets. */
export function wholeView(layout: Layout, width: number, height: number): View {
  const box = { left: 0, top: -layout.above, right: layout.width, bottom: layout.height + layout.below };
  return fitView(box, width, height, ABOVE_AND_BELOW, 1);
}

/** Smallest and largest scale to zoom to: the whole graph, and glyphs four times as far apart as at first. */
export function zoomBounds(layout: Layout, width: number, height: number): [number, number] {
  return [Math.min(wholeView(layout, width, height).k, READABLE / 2), 4];
}

/** Glyphs grow and shrink less than distances, so that a node stays a target to hit, but never so little that they meet. */
export function glyphScale(k: number): number {
  return Math.min(1.3, Math.max(0.8, k), 1.5 * k);
}

/** The view in which a node that moved from `before` to `after` stays where it is on the screen. */
export function anchored(view: View, before: Point, after: Point): View {
  return { k: view.k, x: view.x + (before.x - after.x) * view.k, y: view.y + (before.y - after.y) * view.k };
}
