/** Which tensors a layer reads and feeds: those two edges away in the bipartite graph. */

import type { GraphAnswer, GraphNode } from "../data/source";

export interface Neighbors {
  before: GraphNode[];
  after: GraphNode[];
}

export function neighborsOf(graph: GraphAnswer | null, layer: string): Neighbors {
  const tensor = graph?.nodes.find((node) => node.layer === layer)?.id;
  if (!graph || tensor === undefined) return { before: [], after: [] };
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const into = (id: string): string[] => graph.edges.filter((edge) => edge[1] === id).map((edge) => edge[0]);
  const outOf = (id: string): string[] => graph.edges.filter((edge) => edge[0] === id).map((edge) => edge[1]);
  const named = (ids: string[]) => [...new Set(ids)].map((id) => nodes.get(id)).filter((node) => node !== undefined);
  return { before: named(into(tensor).flatMap(into)), after: named(outOf(tensor).flatMap(outOf)) };
}
