/** How a graph is taken apart: its scopes and blocks, and which of them are unfolded. */

import type { GraphAnswer } from "../data/source";
import { nameBlocks } from "./blocks";
import { foldScopes, scopeId } from "./fold";
import { allScopes, isWithin, parentOf, scopePath } from "./scopes";
import { cutLevels } from "./stretches";

/** Nodes that are shown at first, about. */
export const OPENING_NODES = 40;
/** Nodes that are placed in a blink. */
export const MOST_NODES = 100;

export interface Structure {
  /** The graph, with a scope for every block. */
  graph: GraphAnswer;
  scopes: ReadonlySet<string>;
  /** The scopes that are unfolded until the user folds or unfolds one. */
  opening: ReadonlySet<string>;
}

/** Small graphs are shown as they are; of larger ones as many levels as stay small. */
export function structureOf(answer: GraphAnswer): Structure {
  const isSmall = answer.nodes.length <= OPENING_NODES;
  const graph = isSmall ? answer : cutLevels(nameBlocks(answer));
  const scopes = allScopes(graph);
  if (isSmall) return { graph, scopes, opening: scopes };
  let opening = new Set<string>();
  for (let depth = 1; ; depth++) {
    const next = new Set([...scopes].filter((scope) => scopePath(scope).length <= depth));
    if (next.size === opening.size || countNodes(graph, scopes, next) > OPENING_NODES) break;
    opening = next;
  }
  return { graph, scopes, opening };
}

export function foldedScopes(scopes: ReadonlySet<string>, unfolded: ReadonlySet<string>): Set<string> {
  return new Set([...scopes].filter((scope) => !unfolded.has(scope)));
}

function countNodes(graph: GraphAnswer, scopes: ReadonlySet<string>, unfolded: ReadonlySet<string>): number {
  return foldScopes(graph, foldedScopes(scopes, unfolded)).nodes.length;
}

/** With `scope` and all around it unfolded; should too much be visible then, all else folds. */
export function unfold({ graph, scopes }: Structure, unfolded: ReadonlySet<string>, scope: string, most = MOST_NODES) {
  const path = scopePath(scope);
  const more = new Set([...unfolded, ...path]);
  return countNodes(graph, scopes, more) <= most ? more : new Set(path);
}

/** With `scope` and all in it folded. */
export function fold(unfolded: ReadonlySet<string>, scope: string): Set<string> {
  return new Set([...unfolded].filter((other) => !isWithin(other, scope)));
}

/** With everything around a node, or around the scope of this id, unfolded, so that it shows. */
export function unfoldTo(structure: Structure, unfolded: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const node = structure.graph.nodes.find((node) => node.id === id);
  const around = node?.scope ?? parentOf(id.slice(scopeId("").length));
  const folded = foldedScopes(structure.scopes, unfolded);
  const isShown = foldScopes(structure.graph, folded).nodes.some((visible) => visible.id === id);
  return isShown || scopePath(around).every((scope) => unfolded.has(scope))
    ? unfolded
    : unfold(structure, unfolded, around);
}
