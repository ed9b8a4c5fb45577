/** What is known of a layer's marked neuron, and which subsets its card tells apart. */

import type { NeuronAnswer, Selection } from "../data/source";
import { selectionOf } from "./columns.svelte";
import type { Layer } from "./layer.svelte";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { subsetKey } from "./view";

/** `/neuron` tells at most so many subsets apart. */
const MOST_SUBSETS = 32;

export interface CardSubset {
  key: string;
  selection: Selection;
  /** Selected, or held against the selected one. */
  isChosen: boolean;
}

/** The subsets that a card tells apart: the chosen ones and those made on the page first, then the others in their order. */
export function cardSubsets(page: Page): CardSubset[] {
  const chosen = [page.view.row, page.view.against].filter((key) => key !== null);
  const keyed = (isMade: boolean): string[] =>
    page.subsets.filter(({ kind }) => (kind === "made") === isMade).map(({ name }) => subsetKey(name));
  const known = [...new Set([...chosen, ...keyed(true), ...keyed(false)])].flatMap((key) => {
    const selection = selectionOf(page, key);
    return selection ? [{ key, selection, isChosen: chosen.includes(key) }] : [];
  });
  return known.slice(0, MOST_SUBSETS);
}

export function createNeuronCard(page: Page, layer: () => Layer) {
  const neuron = $derived(page.view.neurons[layer().name]);
  const subsets = $derived(cardSubsets(page));
  const answered = createResource(() => {
    const [moment, asked] = [page.known, subsets];
    const { name, summary } = layer();
    if (!moment || !summary || neuron === undefined || neuron >= summary.n_neurons) return null;
    const selections = asked.map(({ selection }) => selection);
    return {
      key: `${momentKey(moment)} ${name} ${neuron} ${JSON.stringify(selections)}`,
      fetch: async (signal): Promise<{ answer: NeuronAnswer; subsets: CardSubset[] }> => ({
        answer: await page.source.fetchNeuron(moment, name, neuron, selections, signal),
        subsets: asked,
      }),
    };
  });

  return {
    answered,
    get neuron() {
      return neuron;
    },
  };
}
