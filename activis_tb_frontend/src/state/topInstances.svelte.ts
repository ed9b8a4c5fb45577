/** The sampled instances that activate the neuron under the pointer most: known at once where all activations are, else asked for. */

import type { ActivationsAnswer, Moment } from "../data/source";
import { highestDots } from "../draw/highest";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

const REST = 80;
const MOST = 10;

export function createTopInstances(
  page: Page,
  layer: () => string,
  at: () => Moment | null,
  all: () => ActivationsAnswer | null,
) {
  const neuron = $derived(page.hover.cell?.layer === layer() ? page.hover.cell.neuron : null);
  const keyOf = (moment: Moment, of: number): string => `${momentKey(moment)} ${layer()} ${of}`;
  const asked = createResource(() => {
    const [moment, of, name] = [at(), neuron, layer()];
    if (!moment || of === null || all()) return null;
    const fetch = (signal: AbortSignal) => page.source.fetchSampled(moment, name, { neuron: of }, signal);
    return { key: keyOf(moment, of), rest: REST, fetch };
  });
  const dots = $derived.by(() => {
    const [known, moment] = [all(), at()];
    if (neuron === null || !moment) return [];
    if (known) return highestDots(known.value, MOST, neuron, known.n_neurons);
    return asked.value && asked.key === keyOf(moment, neuron) ? highestDots(asked.value.value, MOST) : [];
  });

  return {
    /** Places in the sample, the highest first; none while no neuron is pointed at. */
    get dots() {
      return dots;
    },
  };
}
