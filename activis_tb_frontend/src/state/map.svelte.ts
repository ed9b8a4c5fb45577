/** One map of a layer at a moment: principal components at once, a t-SNE in their place when it is there; and who is near to whom there. */

import type { Moment } from "../data/source";
import { alignTo } from "../draw/align";
import { carried, fetchMatched, wrongThere } from "./matched";
import { momentKey } from "./moment";
import { createNeighbors } from "./neighbors.svelte";
import type { Page } from "./page.svelte";
import { anchorFor, componentsOf, mapOf } from "./projected";
import { createResource } from "./resource.svelte";
import { createTsne, type Projected } from "./tsne.svelte";

export type LayerMap = ReturnType<typeof createMap>;

/** What makes a map one of another moment than the page's. */
interface Beside {
  /** The moment that the page's dots are of. */
  here: () => Moment | null;
  /** Names the address that `at` follows; null while there is none. */
  key: () => string | null;
  /** The map that it is turned to. */
  shown: () => Float32Array | null;
}

/** `listed` is the table row of the instance whose neighbors are listed; -1 for none. A map `beside` has the page's dots, found by id. */
export function createMap(
  page: Page,
  layer: () => string,
  at: () => Moment | null,
  listed: () => number,
  beside: Beside | null = null,
) {
  const components = createResource<Projected>(() => {
    const [moment, name, here, address] = [at(), layer(), beside && beside.here(), beside && beside.key()];
    if (!moment || (beside && !here)) return null;
    const anchor = anchorFor(moment, page.view.anchor);
    const fetch = async (signal: AbortSignal): Promise<Projected> => {
      const [answer, matched] = await Promise.all([
        page.source.fetchProjection(moment, name, anchor, signal),
        here && fetchMatched(page.source, here, moment, signal),
      ]);
      return { moment, anchor, answer, matched, address };
    };
    const key = `${momentKey(moment)} xy ${name} ${JSON.stringify(anchor)}`;
    return { key: here ? `${key} ${momentKey(here)} ${address}` : key, fetch };
  });
  /** Only coordinates that belong to the instances on the page; while other ones are on their way, those of the same address. */
  const found = $derived.by(() => {
    const { value } = components;
    const sample = page.population.instances?.sample;
    const isWanted = value?.address === (beside && beside.key());
    const n = value?.matched?.places.length ?? value?.answer.n;
    return value && sample && isWanted && n === sample.length ? value : null;
  });
  const tsne = createTsne(page, layer, () => found);
  const xy = $derived.by(() => {
    if (!found) return null;
    const own = (tsne.map && mapOf(tsne.map, found.answer)) ?? componentsOf(found.answer);
    if (!beside || !found.matched) return own;
    const ours = carried(own, found.matched.places);
    const shown = beside.shown();
    return shown ? alignTo(ours, shown) : ours;
  });

  const wrong = $derived(found?.matched ? wrongThere(found.matched, page.population.threshold) : null);
  let pointed = $state(-1);
  const neighbors = createNeighbors(
    page,
    layer,
    () => (found || !beside ? at() : null),
    () => pointed,
    listed,
    () => found?.matched ?? null,
  );

  return {
    tsne,
    neighbors,
    /** Says which dot of this map the pointer is on, as a table row, -1 for none. */
    point(row: number): void {
      pointed = row;
    },
    get pointed() {
      return pointed;
    },
    get listed() {
      return listed();
    },
    retry: components.retry,
    /** The moment that it is of. */
    get moment() {
      return found?.moment ?? at();
    },
    get xy() {
      return xy;
    },
    /** [dots] 1 where an instance is wrong at its moment; null where that is the page's. */
    get wrong() {
      return wrong;
    },
    get method(): "pca" | "tsne" {
      return tsne.map ? "tsne" : "pca";
    },
    get explained() {
      return found?.answer.explained ?? [];
    },
    get n_left_out() {
      return found?.answer.n_left_out ?? 0;
    },
    get n() {
      return found?.answer.n ?? 0;
    },
    get loading() {
      return components.loading;
    },
    get error() {
      return components.error;
    },
  };
}
