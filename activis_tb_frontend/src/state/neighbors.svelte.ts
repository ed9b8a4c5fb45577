/** The true neighbors of instances in a layer, asked for when the pointer rests on a dot or they are to be listed, and then known in every view. */

import type { Moment, Neighbor } from "../data/source";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

const REST = 80;
const MOST_KNOWN = 500;

/** `pointed` is the table row of the dot under the pointer, `listed` that of the instance whose neighbors are listed; -1 for none. */
export function createNeighbors(
  page: Page,
  layer: () => string,
  at: () => Moment | null,
  pointed: () => number,
  listed: () => number,
) {
  let known = $state.raw(new Map<string, Neighbor[]>());
  const keyOf = (moment: Moment, row: number): string => `${momentKey(moment)} ${layer()} ${row}`;

  function wanted(row: number, rest: number) {
    const [moment, name] = [at(), layer()];
    if (!moment || row < 0 || !((page.population.dots[row] ?? -1) >= 0)) return null;
    const key = keyOf(moment, row);
    return {
      key,
      rest: known.has(key) ? 0 : rest,
      async fetch(signal: AbortSignal) {
        const found = known.get(key) ?? (await page.source.fetchNeighbors(moment, name, row, signal));
        known = new Map([...[...known].slice(-MOST_KNOWN), [key, found]]);
        return true;
      },
    };
  }
  createResource(() => wanted(pointed(), REST));
  const listing = createResource(() => wanted(listed(), 0));

  return {
    /** How the question for the listed ones fares. */
    listing,
    /** Nearest first; null while they are unknown. */
    of(row: number): Neighbor[] | null {
      const moment = at();
      return moment && row >= 0 ? (known.get(keyOf(moment, row)) ?? null) : null;
    },
  };
}
