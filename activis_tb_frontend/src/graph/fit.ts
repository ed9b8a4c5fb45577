/** The view in which a graph is first shown: all of it where it stays readable, else the part around the open layer. */

import { fitView, type View } from "../draw/scatterView";
import { scopeId, scopePath } from "./fold";
import type { Layout, PlacedNode, Point } from "./layout";

/** Room in pixels for the names at the ends and above and below the nodes. */
const SIDE = 48;
const COMPACT_SIDE = 18;
const ABOVE_AND_BELOW = 25;
const COMPACT_ABOVE_AND_BELOW = 12;
/** Below this scale names have no room. */
const READABLE = 0.8;
const COMPACT_READABLE = 0.5;
/** Rows that are nearer to each other than this, in pixels, cannot be told apart. */
const NEAREST_ROWS = 7;

/** The scale at which a layout is first shown: 1, or less where more of it becomes visible and stays readable. */
export function firstScale(layout: Layout, width: number, compact: boolean): number {
  const room = Math.max(1, width - 2 * (compact ? COMPACT_SIDE : SIDE));
  return Math.min(1, Math.max(compact ? COMPACT_READABLE : READABLE, room / Math.max(layout.width, 1)));
}

/** Height that the rows of a layout have at first, at scale 1; a very high layout gets more than there is and is panned. */
export function rowsHeight(layout: Layout, width: number, height: number, compact: boolean): number {
  const rows = new Set(layout.nodes.map((node) => Math.round(node.y))).size;
  const room = height - 2 * (compact ? COMPACT_ABOVE_AND_BELOW : ABOVE_AND_BELOW);
  return Math.max(NEAREST_ROWS * (rows - 1), room) / firstScale(layout, width, compact);
}

/** Height of a strip in which the rows of a layout have their natural distance at first. */
export function naturalHeight(layout: Layout, width: number, compact: boolean): number {
  return layout.height * firstScale(layout, width, compact) + 2 * (compact ? COMPACT_ABOVE_AND_BELOW : ABOVE_AND_BELOW);
}

/** `focus` is the place of the layer that has to be seen, if any; what fits is centered. */
export function firstView(layout: Layout, width: number, height: number, compact: boolean, focus: Point | null): View {
  const [side, margin] = compact ? [COMPACT_SIDE, COMPACT_ABOVE_AND_BELOW] : [SIDE, ABOVE_AND_BELOW];
  const k = firstScale(layout, width, compact);
  return {
    k,
    x: side + placeAlong(layout.width * k, Math.max(1, width - 2 * side), (focus?.x ?? 0) * k),
    y: margin + placeAlong(layout.height * k, Math.max(1, height - 2 * margin), (focus?.y ?? 0) * k),
  };
}

/** Offset of a stretch in a room: centered if it fits, else with `focus` as near to the middle as the ends allow. */
function placeAlong(length: number, room: number, focus: number): number {
  return length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, room / 2 - focus));
}

/** Smallest and largest scale to zoom to: the whole graph, and glyphs four times as far apart as at first. */
export function zoomBounds(layout: Layout, width: number, height: number): [number, number] {
  const whole = fitView({ left: 0, top: 0, right: layout.width, bottom: layout.height }, width, height, SIDE / 2, 1);
  return [Math.min(whole.k, READABLE / 2), 4];
}

/**
 * Glyphs grow and shrink less than distances, so that a node stays a target to hit; rows that were moved together to the share
 * `squeeze` of their distance get smaller ones.
 */
export function glyphScale(k: number, squeeze: number): number {
  return Math.min(1.3, Math.max(0.8, k)) * Math.min(1, Math.max(0.4, 2.2 * squeeze));
}

/** Whether a node can be reached by the keyboard: recorded tensors open, folded scopes unfold. */
export function isStop(node: PlacedNode): boolean {
  return node.layer !== null || node.kind === "scope";
}

/** Where an arrow key leads from a node, from left to right and top to bottom; null at the ends and for another key. */
export function stepTo(nodes: PlacedNode[], from: PlacedNode, key: string): PlacedNode | null {
  const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const stops = nodes.filter(isStop).sort((a, b) => a.x - b.x || a.y - b.y);
  return key in steps ? (stops[stops.findIndex(({ id }) => id === from.id) + steps[key]!] ?? null) : null;
}

/** The first node to reach in a scope that was just folded or unfolded, if any. */
export function stopIn(nodes: PlacedNode[], scope: string): PlacedNode | undefined {
  return nodes.find((node) => isStop(node) && (node.id === scopeId(scope) || scopePath(node.scope).includes(scope)));
}
