/** The circled instances as a row of their own. */

import type { Page } from "../state/page.svelte";

export function addCircled({ actions, circledSelection, subsetNames, view }: Page): void {
  const layer = view.lasso?.layer;
  if (circledSelection) actions.addSubset(layer ? `circled in ${layer}` : "circled", circledSelection, subsetNames);
}
