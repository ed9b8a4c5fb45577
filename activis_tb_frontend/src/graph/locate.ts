/** Which visible node shows a node of the graph: itself, or the folded scope that it lies in. */

import type { GraphAnswer } from "../data/source";
import { scopeId, type VisibleGraph, type VisibleNode } from "./fold";
import { scopePath } from "./scopes";

/** The id of the visible node that stands for the node `id`; null if there is none. */
export function shownAs(graph: GraphAnswer, visible: VisibleGraph, id: string): string | null {
  const shown = new Set(visible.nodes.map((node) => node.id));
  if (shown.has(id)) return id;
  const scope = graph.nodes.find((node) => node.id === id)?.scope ?? "";
  return (
    scopePath(scope)
      .map(scopeId)
      .find((scope) => shown.has(scope)) ?? null
  );
}

/** The id of the tensor that is recorded as `layer`; null if the graph has none. */
export function nodeOfLayer(graph: GraphAnswer, layer: string): string | null {
  return graph.nodes.find((node) => node.layer === layer)?.id ?? null;
}

/** Number of the uppermost open panel of a node's layer or of those that it hides, 0 for none; `open` has the uppermost first. */
export function badgeOf({ layer, hidden }: VisibleNode, open: string[]): number {
  return open.findIndex((one) => one === layer || hidden.includes(one)) + 1;
}
