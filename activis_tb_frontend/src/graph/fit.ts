/** The view in which a graph is first shown: all of it where it stays readable, else the part around the open layer. */

import type { View } from "../draw/viewport";
import type { Layout } from "./layout";
import type { Point } from "./place";

/** Room in pixels at the ends: half of a name above or below the last node, and the buttons at the right. */
const SIDE = 48;
/** So much of a graph stays in sight. */
const SEEN = 24;
/** Below this scale names have no room. */
const READABLE = 0.8;
const ORIGIN: Point = { x: 0, y: 0 };

/** Pixels along which the centers of a layout may lie. */
function roomOf({ margin }: Layout, width: number, height: number): { along: number; across: number } {
  return { along: width - 2 * SIDE - margin.left - margin.right, across: height - margin.above - margin.below };
}

/** The scale at which a layout is first shown: 1, or less where more of it becomes visible and stays readable. */
export function firstScale(layout: Layout, width: number): number {
  return Math.min(1, Math.max(READABLE, roomOf(layout, width, 0).along / Math.max(layout.width, 1)));
}

/** Height of a panel in which a layout is wholly visible at first. */
export function naturalHeight(layout: Layout, width: number): number {
  return layout.height * firstScale(layout, width) + layout.margin.above + layout.margin.below;
}

/** `focus` is the place of the layer that has to be seen, if any; what fits is centered. */
export function firstView(layout: Layout, width: number, height: number, focus: Point | null): View {
  return viewAt(firstScale(layout, width), layout, width, height, focus ?? { x: 0, y: layout.height / 2 });
}

function viewAt(k: number, layout: Layout, width: number, height: number, focus: Point): View {
  const { along, across } = roomOf(layout, width, height);
  const x = SIDE + layout.margin.left + placeAlong(layout.width * k, along, focus.x * k);
  return { k, x, y: layout.margin.above + placeAlong(layout.height * k, across, focus.y * k) };
}

/** Whether all of a layout with its names has room at a scale. */
export function isWhole(layout: Layout, k: number, width: number): boolean {
  return layout.width * k <= roomOf(layout, width, 0).along;
}

/** The view as near to `view` as leaves some of the graph in sight; rows that all fit stay in the middle. */
export function keptView(view: View, layout: Layout, width: number, height: number): View {
  const within = (at: number, length: number, room: number) => Math.min(room - SEEN, Math.max(SEEN - length, at));
  const fits = layout.height * view.k <= roomOf(layout, width, height).across;
  return {
    k: view.k,
    x: within(view.x, layout.width * view.k, width),
    y: fits ? viewAt(view.k, layout, width, height, ORIGIN).y : within(view.y, layout.height * view.k, height),
  };
}

/** Offset of a stretch in a room: centered if it fits, else with `focus` as near to the middle as the ends allow. */
function placeAlong(length: number, room: number, focus: number): number {
  return length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, room / 2 - focus));
}

/** The view that shows all of a layout, as large as it gets. */
export function wholeView(layout: Layout, width: number, height: number): View {
  const { along, across } = roomOf(layout, width, height);
  const scale = (room: number, length: number) => Math.max(1, room) / Math.max(1, length);
  const k = Math.min(1, scale(along, layout.width), scale(across, layout.height));
  return viewAt(k, layout, width, height, ORIGIN);
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
