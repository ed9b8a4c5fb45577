/** Parts for a graph without scopes: a long model is cut into runs of operations that fold like a scope. */

import type { GraphAnswer, GraphNode } from "../data/source";
import { allScopes, foldScopes, scopePath } from "./fold";
import { carriedAfter, topologicalOrder } from "./order";

export const VISIBLE_LIMIT = 150;
const PARTS = 24;
const LARGEST_SHARE = 25;
const SMALLEST_PART = 3;

export interface FoldableGraph {
  graph: GraphAnswer;
  /** Scopes that are folded when the graph is first shown. */
  folded: Set<string>;
}

/** What is folded at first: nothing up to `limit` nodes, else every scope; what lies in no scope is cut into parts if need be. */
export function foldAtFirst(graph: GraphAnswer, limit = VISIBLE_LIMIT): FoldableGraph {
  if (graph.nodes.length <= limit) return { graph, folded: new Set() };
  const folded = allScopes(graph);
  if (foldScopes(graph, folded).nodes.length <= limit) return { graph, folded };
  const parted = cutIntoParts(graph);
  return { graph: parted, folded: allScopes(parted) };
}

/**
 * The graph with scopes for nodes that have none. A part is a stretch of the topological order, so parts never feed each other in a
 * circle. It ends at a recorded tensor, at a scope, where one tensor alone goes on into several branches once it holds half of its
 * share of the operations, and at the latest with twice its share. A part of fewer than three operations and the
 * inputs of the model stay as they are.
 */
export function cutIntoParts(graph: GraphAnswer): GraphAnswer {
  const order = topologicalOrder(graph);
  const [carried, readers] = [carriedAfter(graph, order), countReaders(graph)];
  const produced = new Set(graph.edges.map(([, to]) => to));
  const operations = order.filter((node) => node.kind === "operation" && node.scope === "").length;
  const share = Math.min(LARGEST_SHARE, Math.max(2, Math.ceil(operations / PARTS)));
  const parts: GraphNode[][] = [[]];
  let held = 0;
  order.forEach((node, i) => {
    if (node.scope === "" && produced.has(node.id)) parts.at(-1)!.push(node);
    held += Number(node.scope === "" && node.kind === "operation");
    const isFork = carried[i] === 1 && readers.get(node.id)! > 1 && held >= share / 2;
    const isFull = node.kind === "tensor" && (node.layer !== null || isFork || held >= 2 * share);
    if (held === 0 || (node.scope === "" && !isFull)) return;
    parts.push([]);
    held = 0;
  });
  const scopes = nameParts(
    parts.filter((part) => part.filter((node) => node.kind === "operation").length >= SMALLEST_PART),
  );
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, scope: scopes.get(node.id) ?? node.scope })) };
}

/** The scope of every member: the words that the names of a part's operations begin with, or its number. */
function nameParts(parts: GraphNode[][]): Map<string, string> {
  const used = new Set<string>();
  const scopes = new Map<string, string>();
  parts.forEach((part, i) => {
    const names = part.filter((node) => node.kind === "operation").map((node) => node.name);
    const words = commonStart(names)
      .replace(/[^_./:-]*$/, "")
      .replace(/[_./:-]+$/, "")
      .replaceAll("/", ".");
    const name = words.length > 2 && !used.has(words) ? words : `part ${i + 1}`;
    used.add(name);
    for (const node of part) scopes.set(node.id, name);
  });
  return scopes;
}

function commonStart(names: string[]): string {
  const [first = "", ...others] = names;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

function countReaders(graph: GraphAnswer): Map<string, number> {
  const readers = new Map(graph.nodes.map((node) => [node.id, 0]));
  for (const [from] of graph.edges) readers.set(from, (readers.get(from) ?? 0) + 1);
  return readers;
}

/** `folded` with `scope` unfolded; should more than `limit` nodes be visible then, every scope that does not hold it folds again. */
export function unfold(
  graph: GraphAnswer,
  folded: ReadonlySet<string>,
  scope: string,
  limit = VISIBLE_LIMIT,
): Set<string> {
  const opened = new Set(folded);
  opened.delete(scope);
  if (foldScopes(graph, opened).nodes.length <= limit) return opened;
  const path = scopePath(scope);
  return new Set([...allScopes(graph)].filter((other) => !path.includes(other)));
}
