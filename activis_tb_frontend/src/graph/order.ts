/** The order in which data flows through a graph, and how much of it is under way at each place. */

import type { GraphAnswer, GraphNode } from "../data/source";

/** Producers before consumers, ties in the order given; nodes of a circle come last. */
export function topologicalOrder(graph: GraphAnswer): GraphNode[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const missing = new Map(graph.nodes.map((node) => [node.id, 0]));
  const consumers = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  for (const [from, to] of graph.edges) {
    if (!nodes.has(from) || !nodes.has(to)) continue;
    missing.set(to, missing.get(to)! + 1);
    consumers.get(from)!.push(to);
  }
  const ready = graph.nodes.filter((node) => missing.get(node.id) === 0);
  for (const node of ready) {
    for (const consumer of consumers.get(node.id)!) {
      missing.set(consumer, missing.get(consumer)! - 1);
      if (missing.get(consumer) === 0) ready.push(nodes.get(consumer)!);
    }
  }
  const reached = new Set(ready);
  return [...ready, ...graph.nodes.filter((node) => !reached.has(node))];
}

/** How many nodes up to each place of the order are still read by nodes after it. */
export function carriedAfter(graph: GraphAnswer, order: GraphNode[]): number[] {
  const places = new Map(order.map((node, i) => [node.id, i]));
  const lastRead = order.map((_, i) => i);
  for (const [from, to] of graph.edges) {
    const place = places.get(from);
    if (place !== undefined) lastRead[place] = Math.max(lastRead[place]!, places.get(to) ?? 0);
  }
  const changes = new Array<number>(order.length + 1).fill(0);
  lastRead.forEach((last, i) => {
    changes[i]! += Number(last > i);
    changes[last]! -= Number(last > i);
  });
  let carried = 0;
  return order.map((_, i) => (carried += changes[i]!));
}
