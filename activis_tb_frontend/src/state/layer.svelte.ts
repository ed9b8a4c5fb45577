/** What one open layer needs: its subsets' rows, its projection and, when small, its activations; the values of any row. */

import type { MatrixAnswer, Moment, RowAddress } from "../data/source";
import { momentKey } from "./moment";
import { descendingOrder, recordedOrder } from "./order";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { openingOrder } from "./rows";
import { RECORDED, instanceKey, referenceOf, subsetKey } from "./view";

/** Activations up to this size are fetched once, so that hover rows need no request. */
const CACHED_BYTES = 8 * 2 ** 20;
const REST = 80;

export type Layer = ReturnType<typeof createLayer>;

export interface Statistics {
  n: number;
  exact: boolean;
  problem: string | null;
  value: Float32Array;
  sd: Float32Array;
  min: Float32Array;
  max: Float32Array;
  active: Float32Array;
}

function statisticsOf(answer: MatrixAnswer, row: number): Statistics {
  const [start, end] = [row * answer.n_neurons, (row + 1) * answer.n_neurons];
  const cut = (values: Float32Array): Float32Array => values.subarray(start, end);
  const { n, exact, problem } = answer.rows[row];
  return {
    n,
    exact,
    problem,
    value: cut(answer.value),
    sd: cut(answer.sd),
    min: cut(answer.min),
    max: cut(answer.max),
    active: cut(answer.active),
  };
}

export function createLayer(page: Page, name: () => string) {
  const summary = $derived(page.snapshot.value?.layers.find((layer) => layer.name === name()) ?? null);
  const fits = $derived.by(() => {
    const bytes = summary?.dtype === "float16" ? 2 : 4;
    return !!summary && (page.snapshot.value?.n_sampled ?? 0) * summary.n_neurons * bytes <= CACHED_BYTES;
  });
  const known = $derived(page.snapshot.value && page.moment && summary ? page.moment : null);
  const addresses = $derived<RowAddress[]>(page.subsets.map((subset) => ({ subset: subset.name })));

  const keyOf = (at: Moment, what: string): string => `${momentKey(at)} ${what} ${name()}`;
  const rows = createResource(() => known && matrixOf(known, addresses));
  const projection = createResource(() => {
    const at = known;
    return at && { key: keyOf(at, "xy"), fetch: (signal) => page.source.fetchProjection(at, name(), signal) };
  });
  const activations = createResource(() => {
    const at = fits && known;
    return at ? { key: keyOf(at, "all"), fetch: (signal) => page.source.fetchActivations(at, name(), signal) } : null;
  });
  const pinned = createResource(() => {
    const pins = fits ? [] : page.view.pins;
    return known && pins.length
      ? matrixOf(
          known,
          pins.map((instance) => ({ instance })),
        )
      : null;
  });
  const hovered = createResource(() => {
    const id = fits ? undefined : page.details.of(page.hover.instance)?.id;
    return known && id !== undefined ? { ...matrixOf(known, [{ instance: id }]), rest: REST } : null;
  });

  function matrixOf(at: Moment, wanted: RowAddress[]) {
    const key = keyOf(at, JSON.stringify(wanted));
    return { key, fetch: (signal: AbortSignal) => page.source.fetchMatrix(at, name(), wanted, signal) };
  }

  /** Statistics by row key, of subsets and of pinned instances that were asked for. */
  const statistics = $derived.by(() => {
    const found = new Map<string, Statistics>();
    for (const answer of [hovered.value, pinned.value, rows.value])
      answer?.rows.forEach((row, index) => {
        const key = row.subset === undefined ? instanceKey(row.instance ?? "") : subsetKey(row.subset);
        found.set(key, statisticsOf(answer, index));
      });
    return found;
  });

  /** Activations of a table row; null when they are unknown or it is outside the sample. */
  function activationsOf(row: number): Float32Array | null {
    const dot = row < 0 ? -1 : (page.population.dots[row] ?? -1);
    const all = activations.value;
    if (dot < 0) return null;
    if (all) return dot < all.n_sampled ? all.value.subarray(dot * all.n_neurons, (dot + 1) * all.n_neurons) : null;
    const id = page.details.of(row)?.id;
    return id === undefined ? null : (statistics.get(instanceKey(id))?.value ?? null);
  }

  /** Values of a subset or instance row, [neurons]. */
  function valuesOf(key: string): Float32Array | null {
    const reference = referenceOf(key);
    const stored = reference?.kind === "instance" ? activationsOf(page.details.rowOf(reference.id)) : null;
    const values = stored ?? statistics.get(key)?.value ?? null;
    return values?.length === summary?.n_neurons ? values : null;
  }

  const opening = $derived(openingOrder(page.snapshot.value?.confusion ?? [], page.subsets));
  const orderKey = $derived(page.view.orders[name()] ?? opening);
  const order = $derived.by(() => {
    const values = orderKey === RECORDED ? null : valuesOf(orderKey);
    return values ? descendingOrder(values) : recordedOrder(summary?.n_neurons ?? 0);
  });
  /** Coordinates that belong to the instances on the page; [dots, 2]. */
  const xy = $derived.by(() => {
    const answer = projection.value;
    return answer && page.population.instances && answer.n === page.population.instances.sample.length
      ? answer.xy
      : null;
  });

  return {
    rows,
    projection,
    valuesOf,
    activationsOf,
    statisticsOf: (key: string) => statistics.get(key) ?? null,
    get name() {
      return name();
    },
    get summary() {
      return summary;
    },
    get orderKey() {
      return orderKey;
    },
    get order() {
      return order;
    },
    get xy() {
      return xy;
    },
    get loading() {
      return rows.loading || projection.loading || activations.loading;
    },
    get error() {
      return rows.error ?? activations.error;
    },
    retry() {
      for (const resource of [rows, activations, pinned]) resource.retry();
    },
  };
}
