/** Where the keys lead from a node: along the edges, and from branch to branch. */

import type { Layout, PlacedNode } from "./layout";

/** Columns further apart than this, at scale 1, are no parallel branches. */
const SAME_COLUMN = 70;
/** A step aside counts as much as this many up or down, so that a node of the column comes before one between two rows. */
const ASIDE = 2;

/** The node that an arrow key, Home or End leads to; null where there is none and for any other key. */
export function stepTo({ nodes, edges }: Layout, from: PlacedNode, key: string): PlacedNode | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const along = (end: 0 | 1) =>
    edges.filter(({ ends }) => ends[end] === from.id).map(({ ends }) => byId.get(ends[end === 0 ? 1 : 0])!);
  const beside = (sign: number) =>
    nodes.filter(({ x, y }) => Math.abs(x - from.x) < SAME_COLUMN && sign * (y - from.y) > 1);
  const sorted = () => [...nodes].sort((a, b) => a.x - b.x || a.y - b.y);
  const steps: Record<string, () => PlacedNode | null> = {
    ArrowRight: () => nearest(along(0), from),
    ArrowLeft: () => nearest(along(1), from),
    ArrowDown: () => nearest(beside(1), from, ASIDE),
    ArrowUp: () => nearest(beside(-1), from, ASIDE),
    Home: () => sorted()[0] ?? null,
    End: () => sorted().at(-1) ?? null,
  };
  return steps[key]?.() ?? null;
}

/** The nearest of some nodes, with distances along the flow counted `aside` times; ties in the order given. */
function nearest(nodes: PlacedNode[], from: PlacedNode, aside = 1): PlacedNode | null {
  const distance = ({ x, y }: PlacedNode) => Math.hypot(aside * (x - from.x), y - from.y);
  return nodes.reduce<PlacedNode | null>(
    (best, node) => (best && distance(best) <= distance(node) ? best : node),
    null,
  );
}
