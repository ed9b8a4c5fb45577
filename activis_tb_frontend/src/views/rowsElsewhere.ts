/** The rows of other steps, data sets and runs. */

import { elsewhereKey, type Elsewhere } from "../state/elsewhere";
import type { Layer } from "../state/layer.svelte";
import type { Page } from "../state/page.svelte";
import { isWeak } from "../state/rows";
import { referenceOf } from "../state/view";
import { colorOfKey, nameOfKey, placeOf } from "./rowNames";
import type { Row } from "./rows";
import { markOfRun } from "./runs";

/** Why a row of another step or run cannot be shown as contributions: these weights are not its own. */
function foreignWeights(layer: Layer, { run, step }: Elsewhere): string | null {
  const isForeign = layer.contribution.chosen !== null && (run !== null || step !== null);
  return isForeign ? "contributions are by the weights of the step that the page shows" : null;
}

/** Those of one row stand together, under its name. */
export function rowsElsewhere(page: Page, layer: Layer): Row[] {
  const names = [...new Set(page.view.beside.map(({ row }) => row))];
  return names.flatMap((of) =>
    page.view.beside
      .filter(({ row }) => row === of)
      .map((beside, index) => {
        const key = elsewhereKey(beside);
        const statistics = layer.statisticsOf(key);
        const isInstance = referenceOf(of)?.kind === "instance";
        const place = placeOf(page, beside);
        const foreign = foreignWeights(layer, beside);
        return {
          key,
          label: place,
          title: `${nameOfKey(page, of)} of ${place}`,
          n: isInstance || statistics?.problem ? null : (statistics?.n ?? null),
          weak: !isInstance && isWeak(statistics?.n ?? 0),
          group: index ? "" : `${nameOfKey(page, of)} elsewhere`,
          fill: colorOfKey(page, of),
          border: null,
          ...(beside.run === null ? {} : { run: markOfRun(page, beside.run) }),
          values: foreign === null ? layer.valuesOf(key) : null,
          problem: statistics?.problem ?? foreign,
        };
      }),
  );
}
