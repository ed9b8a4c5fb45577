/** In which order one layer's columns stand: as chosen in the view, by what is known of the neurons. */

import type { Moment } from "../data/source";
import { driftOf, seriesOf } from "./drift";
import type { LayerDifference } from "./layerDifference.svelte";
import { momentKey } from "./moment";
import { descendingOrder, isOrderOf, namedOrder, quietOrder, recordedOrder } from "./order";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { openingOrder } from "./rows";
import { similarityOrder } from "./similarity";
import { CONTRIBUTION, DIFFERENCE, EFFECT, NAME, QUIET, RECORDED, SELECTIVITY, SIMILARITY, subsetKey } from "./view";

/** Up to so many neurons the best order of similar neurons is looked for. */
const LEAVES = 512;
/** Fewer rows make no profile of a neuron. */
const FEWEST_ROWS = 3;

interface Known {
  name: () => string;
  at: () => Moment | null;
  count: () => number;
  /** Names of the neurons where they have any. */
  names: () => string[] | null;
  valuesOf: (key: string) => Float32Array | null;
  /** How far each neuron is from no effect; null where no two rows are compared, or that is not known yet. */
  effects: () => Float32Array | null;
  /** What each neuron contributes to the class that is shown; null where activations are. */
  contributions: () => Float32Array | null;
  difference: Pick<LayerDifference, "values" | "order">;
  /** Share of all instances that activate each neuron, and a mask of those that never change; null while unknown. */
  activity: () => { active: Float32Array; silent: Uint8Array } | null;
}

export function createLayerOrder(
  page: Page,
  { name, at, count, names, valuesOf, effects, contributions, difference, activity }: Known,
) {
  const opening = $derived(openingOrder(page.snapshot.value?.confusion ?? [], page.subsets));
  const key = $derived.by(() => {
    const chosen = page.view.orders[name()] ?? opening;
    return chosen === EFFECT ? difference.order : chosen;
  });

  const rows = $derived(
    page.subsets.filter((subset) => subset.kind !== "all" && subset.kind !== "made").map((subset) => subset.name),
  );
  const canBeSimilar = $derived(rows.length >= FEWEST_ROWS);
  const profiles = $derived(
    rows.map((row) => valuesOf(subsetKey(row))).filter((values): values is Float32Array => values !== null),
  );
  const leaves = createResource(() => {
    const moment = at();
    if (!moment || key !== SIMILARITY || !canBeSimilar || count() > LEAVES) return null;
    const addresses = rows.map((subset) => ({ subset }));
    return {
      key: `${momentKey(moment)} ${JSON.stringify(rows)} ${name()}`,
      fetch: async (signal) => (await page.source.fetchOrder(moment, name(), addresses, signal)).order,
    };
  });

  const neurons = createResource(() => {
    const moment = at();
    if (!moment || key !== SELECTIVITY) return null;
    const fetch = (signal: AbortSignal) => page.source.fetchNeurons(moment, name(), "", signal);
    return { key: `${momentKey(moment)} ${name()}`, fetch };
  });
  /** What the columns go by, the largest first; null for another order, or where it is not known yet. */
  const values = $derived.by(() => {
    if (key === RECORDED) return null;
    if (key === EFFECT) return effects();
    if (key === DIFFERENCE) return difference.values?.map(Math.abs) ?? null;
    if (key === CONTRIBUTION) return contributions();
    if (key === SELECTIVITY) return neurons.value?.selectivity.map(Math.abs) ?? null;
    const series = seriesOf(page.beside).find((series) => series.key === key);
    return series ? driftAlong(series.rows) : valuesOf(key);
  });

  function driftAlong(rows: string[]): Float32Array | null {
    const known = rows.map(valuesOf).filter((values) => values !== null);
    return known.length ? driftOf(known) : null;
  }

  const order = $derived.by(() => {
    const n = count();
    if (key === NAME) return namedOrder(names() ?? [], n);
    if (key === QUIET) {
      const known = activity();
      return known?.active.length === n ? quietOrder(known.active, known.silent) : recordedOrder(n);
    }
    if (key === SIMILARITY) {
      const best = leaves.value;
      if (best && isOrderOf(best, n)) return Int32Array.from(best);
      return profiles.length >= FEWEST_ROWS ? similarityOrder(profiles, n) : recordedOrder(n);
    }
    return values?.length === n ? descendingOrder(values) : recordedOrder(n);
  });

  return {
    get key() {
      return key;
    },
    get order() {
      return order;
    },
    get canBeSimilar() {
      return canBeSimilar;
    },
    /** Why the columns do not stand as they should. */
    get error() {
      return neurons.error;
    },
    retry: neurons.retry,
    get loading() {
      return leaves.loading || neurons.loading;
    },
  };
}
