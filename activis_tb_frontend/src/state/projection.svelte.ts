/** Where the instances of a layer lie: principal components at once, a t-SNE in their place when it is there. */

import type { Moment } from "../data/source";
import { momentKey } from "./moment";
import { createNeighbors } from "./neighbors.svelte";
import type { Page } from "./page.svelte";
import { anchorFor, componentsOf, mapOf } from "./projected";
import { createResource } from "./resource.svelte";
import { createTsne, type Projected } from "./tsne.svelte";

export type LayerProjection = ReturnType<typeof createProjection>;

export function createProjection(page: Page, layer: () => string, at: () => Moment | null) {
  const components = createResource<Projected>(() => {
    const [moment, name] = [at(), layer()];
    if (!moment) return null;
    const anchor = anchorFor(moment, page.view.anchor);
    const fetch = async (signal: AbortSignal): Promise<Projected> => {
      return { moment, anchor, answer: await page.source.fetchProjection(moment, name, anchor, signal) };
    };
    return { key: `${momentKey(moment)} xy ${name} ${JSON.stringify(anchor)}`, fetch };
  });
  /** Only coordinates that belong to the instances on the page. */
  const shown = $derived.by(() => {
    const found = components.value;
    const sample = page.population.instances?.sample;
    return found && sample && found.answer.n === sample.length ? found : null;
  });
  const tsne = createTsne(page, layer, () => shown);
  const xy = $derived.by(() => {
    if (!shown) return null;
    return (tsne.map && mapOf(tsne.map, shown.answer)) ?? componentsOf(shown.answer);
  });

  let pointed = $state(-1);
  /** Table row of the instance whose neighbors are listed; -1 for none. */
  const listed = $derived.by(() => {
    const { nearest } = page.view;
    return nearest?.layer === layer() ? page.details.rowOf(nearest.id) : -1;
  });
  const neighbors = createNeighbors(
    page,
    layer,
    at,
    () => pointed,
    () => listed,
  );

  return {
    tsne,
    neighbors,
    /** Says which dot of this projection the pointer is on, as a table row, -1 for none. */
    point(row: number): void {
      pointed = row;
    },
    get listed() {
      return listed;
    },
    retry: components.retry,
    get xy() {
      return xy;
    },
    get method() {
      return tsne.map ? "tsne" : "pca";
    },
    get explained() {
      return shown?.answer.explained ?? [];
    },
    get n_left_out() {
      return shown?.answer.n_left_out ?? 0;
    },
    get n() {
      return shown?.answer.n ?? 0;
    },
    get loading() {
      return components.loading;
    },
    get error() {
      return components.error;
    },
  };
}
