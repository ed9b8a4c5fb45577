/** How far the graph is unfolded, and the node that was just looked for. */

import { foldScopes } from "../graph/fold";
import { nodeOfLayer } from "../graph/locate";
import { fold, foldedScopes, structureOf, unfold, unfoldTo } from "../graph/structure";
import type { Actions } from "./actions";
import type { Hover } from "./hover.svelte";
import type { Recorded } from "./recorded.svelte";
import type { View } from "./view";

export function createFolds(recorded: Recorded, hover: Hover, view: () => View, actions: Actions) {
  const structure = $derived(recorded.graph.value && structureOf(recorded.graph.value));
  /** A link's scopes where this graph has any of them, for runs of other models leave it too. */
  const unfolded = $derived.by((): ReadonlySet<string> => {
    const chosen = view().unfolded;
    const known = chosen?.filter((scope) => structure?.scopes.has(scope));
    return chosen && known && (known.length > 0 || chosen.length === 0)
      ? new Set(known)
      : (structure?.opening ?? new Set());
  });
  const visible = $derived(structure && foldScopes(structure.graph, foldedScopes(structure.scopes, unfolded)));
  let soughtNode = $state.raw<{ id: string } | null>(null);

  function show(scopes: ReadonlySet<string>): void {
    if (scopes !== unfolded) actions.unfold([...scopes]);
  }

  const folds = {
    unfold: (scope: string) => structure && show(unfold(structure, unfolded, scope)),
    fold: (scope: string) => show(fold(unfolded, scope)),
    /** Unfolds what hides a node, and brings it into view. */
    seek(id: string): void {
      if (structure) show(unfoldTo(structure, unfolded, id));
      soughtNode = { id };
    },
    get structure() {
      return structure;
    },
    /** null until the graph is there. */
    get visible() {
      return visible;
    },
    get sought() {
      return soughtNode;
    },
    /** The node under the pointer in any view, by itself or as a layer. */
    get hovered() {
      const { node, layer } = hover;
      return node ?? (layer !== null && structure ? nodeOfLayer(structure.graph, layer) : null);
    },
  };
  return { folds };
}
