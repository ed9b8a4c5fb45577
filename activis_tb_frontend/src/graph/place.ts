/** Places boxes from left to right in the direction of their edges: dagre for what branches, a line for what does not. */

import { Graph, layout as dagreLayout } from "@dagrejs/dagre";
import { carriedAfter, topologicalOrder, type Edge } from "./order";

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  id: string;
  width: number;
  height: number;
}

export interface Placement {
  /** Centers by id. */
  centers: Map<string, Point>;
  /** Where an edge that passes other boxes bends, by its two ids joined by a line break. */
  bends: Map<string, Point[]>;
}

const GAP_BETWEEN_RANKS = 26;
const GAP_BETWEEN_ROWS = 10;

/**
 * dagre takes far more than twice as long for twice as many boxes, so that a graph is cut where all that goes on is one box, and its
 * pieces are placed one behind the other on one line. No two boxes overlap.
 */
export function placeBoxes(boxes: Box[], edges: Edge[]): Placement {
  const order = topologicalOrder(
    boxes.map(({ id }) => id),
    edges,
  );
  const placed = joinPieces(cutPieces(order, edges), new Map(boxes.map((box) => [box.id, box])), edges);
  return overlaps(boxes, placed.centers) ? placeByDagre(boxes, edges) : placed;
}

/** Stretches of the order; neighbors share the box at which they were cut. */
function cutPieces(order: string[], edges: Edge[]): string[][] {
  const carried = carriedAfter(order, edges);
  const pieces: string[][] = [[]];
  const read = new Set(edges.map(([from]) => from));
  order.forEach((id, i) => {
    pieces.at(-1)!.push(id);
    if (carried[i] === 1 && read.has(id) && i > 0 && i < order.length - 1) pieces.push([id]);
  });
  return pieces;
}

function joinPieces(pieces: string[][], boxes: Map<string, Box>, edges: Edge[]): Placement {
  const pieceOf = new Map(pieces.flatMap((piece, i) => piece.slice(i === 0 ? 0 : 1).map((id) => [id, i] as const)));
  const edgesIn = pieces.map((): Edge[] => []);
  for (const edge of edges) edgesIn[pieceOf.get(edge[1]) ?? 0]?.push(edge);
  const whole: Placement = { centers: new Map(), bends: new Map() };
  pieces.forEach((piece, i) => {
    const own = placePiece(
      piece.map((id) => boxes.get(id)!),
      edgesIn[i]!,
    );
    const [start, joint] = [own.centers.get(piece[0]!), whole.centers.get(piece[0]!)];
    if (start === undefined) return;
    const by = joint === undefined ? { x: 0, y: -start.y } : { x: joint.x - start.x, y: joint.y - start.y };
    const end = straighten(own, piece);
    for (const [id, center] of own.centers)
      whole.centers.set(id, moved(center, id === end ? { x: by.x, y: -center.y } : by));
    for (const [key, points] of own.bends)
      whole.bends.set(
        key,
        points.map((point) => moved(point, by)),
      );
  });
  return whole;
}

/** The last box of a piece if nothing else stands in its column, so that it can be brought back to the common line. */
function straighten({ centers }: Placement, piece: string[]): string | null {
  const last = piece.at(-1)!;
  const { x } = centers.get(last)!;
  return [...centers.values()].filter((center) => center.x === x).length === 1 ? last : null;
}

function placePiece(boxes: Box[], edges: Edge[]): Placement {
  if (boxes.length === 1) return { centers: new Map([[boxes[0]!.id, { x: 0, y: 0 }]]), bends: new Map() };
  if (boxes.length !== 2 || edges.length !== 1) return placeByDagre(boxes, edges);
  const [first, second] = boxes as [Box, Box];
  const x = first.width / 2 + GAP_BETWEEN_RANKS + second.width / 2;
  return { centers: new Map([[first.id, { x: 0, y: 0 }], [second.id, { x, y: 0 }]]), bends: new Map() }; // prettier-ignore
}

function placeByDagre(boxes: Box[], edges: Edge[]): Placement {
  const dagre = new Graph<object, { width: number; height: number } & Partial<Point>, { points?: Point[] }>();
  dagre.setGraph({ rankdir: "LR", nodesep: GAP_BETWEEN_ROWS, ranksep: GAP_BETWEEN_RANKS, ranker: "tight-tree" });
  for (const { id, width, height } of boxes) dagre.setNode(id, { width, height });
  for (const [from, to] of edges) dagre.setEdge(from, to, {});
  dagreLayout(dagre);
  const centers = new Map(boxes.map(({ id }) => [id, pointOf(dagre.node(id))]));
  const bends = new Map(
    edges.map(([from, to]) => [`${from}\n${to}`, (dagre.edge(from, to).points ?? []).slice(1, -1).map(pointOf)]),
  );
  return { centers, bends };
}

function pointOf({ x = 0, y = 0 }: Partial<Point>): Point {
  return { x, y };
}

function moved({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y };
}

function overlaps(boxes: Box[], centers: Map<string, Point>): boolean {
  const widest = Math.max(0, ...boxes.map(({ width }) => width));
  const sorted = boxes.map((box) => ({ ...box, ...centers.get(box.id)! })).sort((a, b) => a.x - b.x);
  return sorted.some((a, i) => {
    for (let j = i + 1; j < sorted.length && sorted[j]!.x - a.x < widest; j++) {
      const b = sorted[j]!;
      if (b.x - a.x < (a.width + b.width) / 2 && Math.abs(b.y - a.y) < (a.height + b.height) / 2) return true;
    }
    return false;
  });
}
