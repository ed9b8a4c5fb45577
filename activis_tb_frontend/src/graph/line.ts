/** The graph folded to a strip: all visible nodes on one line in the order of the flow; what skips nodes passes above them. */

import type { VisibleGraph } from "./fold";
import { halfSize, type Layout, type Measure, type PlacedNode } from "./layout";
import { topologicalOrder, type Edge } from "./order";
import type { Point } from "./place";

const GAP = 16;
/** An edge that skips nodes takes this much to rise above them. */
const RISE = 13;
const LOWEST_ARC = 15;
const HIGHEST_ARC = 19;

export function layoutLine(graph: VisibleGraph, measure: Measure): Layout {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const edges = graph.edges.filter(([from, to]) => byId.has(from) && byId.has(to));
  const order = topologicalOrder([...byId.keys()], edges);
  let end = 0;
  const nodes = order.map((id): PlacedNode => {
    const node = byId.get(id)!;
    const half = halfSize(node, measure);
    const x = end + half.halfWidth;
    end = x + half.halfWidth + GAP;
    return { ...node, ...half, x, y: 0, title: "", side: "below" };
  });
  const places = new Map(order.map((id, i) => [id, i]));
  const placed = edges.map((ends) => ({ id: ends.join("\n"), ends, points: pointsOf(ends, nodes, places) }));
  const margin = { left: 0, right: 0, above: 0, below: 0 };
  return { nodes, edges: placed, width: Math.max(0, end - GAP), height: 0, margin };
}

function pointsOf([from, to]: Edge, nodes: PlacedNode[], places: Map<string, number>): Point[] {
  const [a, b] = [places.get(from)!, places.get(to)!];
  const [start, end] = [nodes[a]!, nodes[b]!].map(({ x, y }) => ({ x, y })) as [Point, Point];
  if (b - a === 1) return [start, end];
  const arc = -Math.min(HIGHEST_ARC, LOWEST_ARC + Math.log2(Math.abs(b - a)) - 1);
  return [start, { x: start.x + RISE, y: arc }, { x: end.x - RISE, y: arc }, end];
}
