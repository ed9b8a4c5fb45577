/** Places the visible nodes of a graph from left to right, with room for their names. */

import type { VisibleGraph, VisibleNode } from "./fold";
import type { Edge } from "./order";
import { outlineRoom } from "./outlines";
import { placeBoxes, type Point } from "./place";

export interface PlacedNode extends VisibleNode, Point {
  /** Half of the glyph's width and height, in pixels at scale 1. */
  halfWidth: number;
  halfHeight: number;
  /** The name to draw, "" for none. */
  title: string;
  /** Where it stands. */
  side: Side;
}

export type Side = "above" | "below" | "left" | "right";

export interface PlacedEdge {
  id: string;
  ends: Edge;
  points: Point[];
}

/** Centers of nodes lie between 0 and width, and between 0 and height. */
export interface Layout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  width: number;
  height: number;
  /** Room that names and frames need beyond the centers: pixels at any scale, for letters do not shrink. */
  margin: Record<Side, number>;
}

export type Measure = (text: string) => number;

const WIDEST_TITLE = 104;
/** Of a name below a tensor, and one above an operation in the next row, with the gap between rows. */
const ROW_HEIGHT = 43;
/** Of half a glyph and its name. */
const NAMED = 30;

/** Names above operations and below tensors share no line, so half a name's width keeps neighbors of one kind apart. */
export function layoutGraph(graph: VisibleGraph, measure: Measure): Layout {
  const titles = nodeTitles(graph);
  const boxes = graph.nodes.map((node) => {
    const room = Math.min(measure(titles.get(node.id)!), WIDEST_TITLE) / 2 + 6;
    return { id: node.id, width: Math.max(room, 2 * halfSize(node, measure).halfWidth), height: ROW_HEIGHT };
  });
  const known = new Set(boxes.map(({ id }) => id));
  const edges = graph.edges.filter(([from, to]) => known.has(from) && known.has(to));
  const { centers, bends } = placeBoxes(boxes, edges);
  const sides = titleSides(graph, isParallel([...centers.values()]));
  const sized = graph.nodes.map((node) => {
    const title = titles.get(node.id)!;
    return { ...node, ...centers.get(node.id)!, ...halfSize(node, measure), title, side: sides.get(node.id)! };
  });
  const origin = cornerOf(sized);
  const nodes = sized.map((node) => ({ ...node, ...moveBy(node, origin) }));
  const place = (id: string): Point => moveBy(centers.get(id)!, origin);
  const placedEdges = edges.map((ends): PlacedEdge => {
    const id = ends.join("\n");
    const between = (bends.get(id) ?? []).map((bend) => moveBy(bend, origin));
    return { id, ends, points: [place(ends[0]), ...(between.length > 1 ? between : []), place(ends[1])] };
  });
  const size = extent(nodes);
  return { nodes, edges: placedEdges, ...size, margin: marginOf(nodes, size.width, measure) };
}

function marginOf(nodes: PlacedNode[], width: number, measure: Measure): Record<Side, number> {
  const { above, below } = outlineRoom(nodes.map(({ scope }) => scope));
  return {
    left: Math.max(0, ...nodes.map((node) => overhang(node, "left", measure) - node.x)),
    right: Math.max(0, ...nodes.map((node) => node.x + overhang(node, "right", measure) - width)),
    above: NAMED + above,
    below: NAMED + below,
  };
}

/** Distance between a glyph and a name beside it. */
export const BESIDE = 6;

/** How far a name beside its node reaches to one side, from the node's center. */
function overhang({ side, title, halfWidth }: PlacedNode, of: Side, measure: Measure): number {
  return side === of && title !== "" ? halfWidth + BESIDE + measure(title) : 0;
}

function isParallel(points: Point[]): boolean {
  return points.some(({ y }) => Math.abs(y - points[0]!.y) > 1);
}

/**
 * Names stand above operations and below tensors. Where branches run one below the other, a name below could belong to the next
 * branch, so that inputs and outputs have theirs beside them, where nothing else is.
 */
function titleSides(graph: VisibleGraph, parallel: boolean): Map<string, Side> {
  const read = new Set(graph.edges.map(([from]) => from));
  const produced = new Set(graph.edges.map(([, to]) => to));
  const side = ({ id, kind }: VisibleNode): Side => {
    if (kind !== "tensor") return "above";
    if (!parallel || read.has(id) === produced.has(id)) return "below";
    return read.has(id) ? "left" : "right";
  };
  return new Map(graph.nodes.map((node) => [node.id, side(node)]));
}

/**
 * A tensor's name is worth a line when it is recorded or enters the model. Its operation mostly has the same name; the type says
 * more there.
 */
function nodeTitles(graph: VisibleGraph): Map<string, string> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const produced = new Set(graph.edges.map(([, to]) => to));
  const named = graph.edges.filter(
    ([from, to]) => nodes.get(to)?.layer != null && nodes.get(to)?.label === nodes.get(from)?.label,
  );
  const namedBelow = new Set(named.map(([from]) => from));
  const title = (node: VisibleNode) => {
    if (node.kind === "tensor") return node.layer !== null || !produced.has(node.id) ? node.label : "";
    return (namedBelow.has(node.id) && node.node?.type) || node.label;
  };
  return new Map(graph.nodes.map((node) => [node.id, title(node)]));
}

/** Half of a glyph's width and height. */
export function halfSize(node: VisibleNode, measure: Measure): { halfWidth: number; halfHeight: number } {
  if (node.kind === "scope")
    return { halfWidth: Math.max(17, measure(String(node.operations)) / 2 + 9), halfHeight: 10 };
  if (node.kind === "operation") return { halfWidth: 13, halfHeight: 8 };
  return node.layer === null ? { halfWidth: 5, halfHeight: 5 } : { halfWidth: 8.5, halfHeight: 8.5 };
}

function cornerOf(points: Point[]): Point {
  return { x: Math.min(...points.map(({ x }) => x)), y: Math.min(...points.map(({ y }) => y)) };
}

function moveBy({ x, y }: Point, origin: Point): Point {
  return { x: x - origin.x, y: y - origin.y };
}

function extent(nodes: Point[]): { width: number; height: number } {
  return { width: Math.max(0, ...nodes.map((node) => node.x)), height: Math.max(0, ...nodes.map((node) => node.y)) };
}

/** An SVG path through the points that leaves and enters each of them horizontally. */
export function edgePath(points: Point[], scale: number): string {
  const at = ({ x, y }: Point) => `${round(x * scale)} ${round(y * scale)}`;
  const pieces = points.slice(1).map((to, i) => {
    const from = points[i]!;
    if (from.y === to.y) return `L${at(to)}`;
    const middle = (from.x + to.x) / 2;
    return `C${at({ x: middle, y: from.y })} ${at({ x: middle, y: to.y })} ${at(to)}`;
  });
  return `M${at(points[0]!)}${pieces.join("")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
