/** Which tensors a layer reads and feeds: the named ones two edges away in the bipartite graph. */

import type { GraphAnswer } from "../data/source";

export interface Neighbors {
  before: string;
  after: string;
}

const MOST = 2;

function named(graph: GraphAnswer, ids: string[]): string {
  const names = [...new Set(ids.map((id) => graph.nodes.find((node) => node.id === id)?.name ?? ""))].filter(Boolean);
  return names.length > MOST ? `${names.length} tensors` : names.join(", ");
}

export function neighborsOf(graph: GraphAnswer | null, layer: string): Neighbors {
  const tensor = graph?.nodes.find((node) => node.layer === layer)?.id;
  if (!graph || tensor === undefined) return { before: "", after: "" };
  const into = (id: string): string[] => graph.edges.filter((edge) => edge[1] === id).map((edge) => edge[0]);
  const outOf = (id: string): string[] => graph.edges.filter((edge) => edge[0] === id).map((edge) => edge[1]);
  return { before: named(graph, into(tensor).flatMap(into)), after: named(graph, outOf(tensor).flatMap(outOf)) };
}
