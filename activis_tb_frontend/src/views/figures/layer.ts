/** The figures of one layer's panel. */

import type { Figure } from "../../state/figures.svelte";
import type { Layer } from "../../state/layer.svelte";
import type { Page } from "../../state/page.svelte";
import { matrixFigure } from "./matrix";
import { projectionFigure } from "./projection";

/** Those that there is something to show of. */
export function figuresOf(page: Page, layer: Layer): Figure[] {
  return [
    ...(layer.summary ? [matrixFigure(page, layer)] : []),
    ...layer.projection.maps.filter(({ xy }) => xy).map((map) => projectionFigure(page, layer, map)),
  ];
}
