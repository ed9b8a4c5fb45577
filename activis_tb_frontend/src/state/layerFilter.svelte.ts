/** Which neurons of one layer are left out of its matrix, by what is known of all of them; asked for when it is needed. */

import type { Moment } from "../data/source";
import { countOf, filterMasks, FILTERS, withoutMasked, type Filter } from "./columnFilter";
import type { LayerDifference } from "./layerDifference.svelte";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

export function createLayerFilter(
  page: Page,
  name: () => string,
  at: () => Moment | null,
  difference: LayerDifference,
) {
  let asked = $state(false);
  const chosen = $derived(FILTERS.filter((filter) => page.view.filters[name()]?.includes(filter)));
  const isNeeded = $derived(asked || chosen.length > 0);
  const neurons = createResource(() => {
    const moment = at();
    if (!moment || !isNeeded) return null;
    const fetch = (signal: AbortSignal) => page.source.fetchNeurons(moment, name(), "", signal);
    return { key: `${momentKey(moment)} ${name()}`, fetch };
  });
  const masks = $derived(neurons.value && filterMasks(neurons.value, difference.certain));
  const hiding = $derived(chosen.map((filter) => masks?.[filter]).filter((mask) => !!mask));

  return {
    neurons,
    /** From now on the neurons are wanted. */
    ask: () => void (asked = true),
    apply: (order: Int32Array) => withoutMasked(order, hiding),
    /** How many neurons a filter is about; null while that is unknown. */
    countOf(filter: Filter): number | null {
      const mask = masks?.[filter];
      return mask ? countOf(mask) : null;
    },
    /** The filters that can be chosen: without a difference nothing is certain or not. */
    get offered() {
      return FILTERS.filter((filter) => filter !== "uncertain" || difference.compared || chosen.includes(filter));
    },
    get chosen() {
      return chosen;
    },
  };
}
