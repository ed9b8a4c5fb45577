/** What one open layer needs: its subsets' rows, its projection and, when small, its activations; the values of any row. */

import type { Moment } from "../data/source";
import { effectSizes } from "./difference";
import { contributionBy } from "./contribution";
import { encodingOf, openingScale, SCALE_KINDS, silentNeurons, type Encoding, type Reference } from "./encoding";
import { createHeadsElsewhere } from "./headsElsewhere.svelte";
import { createLayerDifference } from "./layerDifference.svelte";
import { createLayerElsewhere } from "./layerElsewhere.svelte";
import { createLayerFilter } from "./layerFilter.svelte";
import { createLayerOrder } from "./layerOrder.svelte";
import { createLayerHead } from "./layerHead.svelte";
import { createLayerRows, type Statistics } from "./layerRows.svelte";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createProjection } from "./projection.svelte";
import { createResource } from "./resource.svelte";
import { createRowEffect } from "./rowEffect.svelte";
import { createTopInstances } from "./topInstances.svelte";
import { instanceKey, referenceOf, subsetKey } from "./view";

/** Activations up to this size are fetched once, so that hover rows need no request. */
const CACHED_BYTES = 8 * 2 ** 20;

export type Layer = ReturnType<typeof createLayer>;

function referenceTo(all: Statistics | null): Reference | null {
  return all?.spread ? { value: all.value, ...all.spread } : null;
}

export function createLayer(page: Page, name: () => string) {
  const summary = $derived(page.snapshot.value?.layers.find((layer) => layer.name === name()) ?? null);
  const fits = $derived.by(() => {
    const bytes = summary?.dtype === "float16" ? 2 : 4;
    return !!summary && (page.snapshot.value?.n_sampled ?? 0) * summary.n_neurons * bytes <= CACHED_BYTES;
  });
  const known = $derived(summary && page.known);

  const hoveredId = $derived(page.details.of(page.hover.instance)?.id);

  const keyOf = (at: Moment, what: string): string => `${momentKey(at)} ${what} ${name()}`;
  const rows = createLayerRows(
    page,
    name,
    () => known,
    () => (fits ? { pins: [], hovered: undefined } : { pins: page.view.pins, hovered: hoveredId }),
  );
  const elsewhere = createLayerElsewhere(page, name, () => known);
  /** The rows are what is looked at first, and the server and the browser have few cores. */
  const afterRows = $derived((rows.subsets.value || rows.subsets.error || !page.subsets.length) && known);
  const projection = createProjection(page, name, () => afterRows || null);
  const activations = createResource(() => {
    const at = fits && afterRows;
    return at ? { key: keyOf(at, "all"), fetch: (signal) => page.source.fetchActivations(at, name(), signal) } : null;
  });

  /** Activations of a table row; null when they are unknown or it is outside the sample. */
  function activationsOf(row: number): Float32Array | null {
    const dot = row < 0 ? -1 : (page.population.dots[row] ?? -1);
    const all = activations.value;
    if (dot < 0) return null;
    if (all) return dot < all.n_sampled ? all.value.subarray(dot * all.n_neurons, (dot + 1) * all.n_neurons) : null;
    const id = page.details.of(row)?.id;
    return id === undefined ? null : (rows.of(instanceKey(id))?.value ?? null);
  }

  /** Values of a subset or instance row, [neurons]. */
  function valuesOf(key: string): Float32Array | null {
    const reference = referenceOf(key);
    const stored = reference?.kind === "instance" ? activationsOf(page.details.rowOf(reference.id)) : null;
    const values = stored ?? (rows.of(key) ?? elsewhere.of(key))?.value ?? null;
    return values?.length === summary?.n_neurons ? values : null;
  }

  /** Neurons of an output have the names of the classes that they stand for. */
  const names = $derived.by(() => {
    const classes = page.snapshot.value?.class_names ?? [];
    return summary?.output && classes.length === summary.n_neurons ? classes : null;
  });
  const scale = $derived(
    SCALE_KINDS.find((kind) => kind === page.view.scales[name()]) ?? openingScale(referenceTo(rows.atLast)),
  );
  const contribution = createLayerHead(page, {
    name,
    at: () => known,
    hasHead: () => summary?.head ?? false,
    most: () => summary?.domain[1] ?? 1,
    activationsOf,
  });
  const encoding = $derived(
    contribution.encoding ??
      encodingOf(
        scale,
        summary?.domain ?? [0, 1],
        summary?.quantity ?? "activation",
        referenceTo(rows.all),
        referenceTo(rows.atLast),
      ),
  );
  const headsElsewhere = createHeadsElsewhere(page, {
    name,
    at: () => known,
    of: () => contribution.className,
    elsewhere,
  });
  /** What the cells of a row show of its values; null while its own weights are not there. */
  function shownOf(key: string): Encoding["shown"] | null {
    if (!headsElsewhere.has(key)) return encoding.shown;
    const weights = headsElsewhere.of(key)?.weights;
    return weights ? contributionBy(weights) : null;
  }
  const difference = createLayerDifference(page, {
    name,
    at: () => known,
    rows,
    elsewhere,
    valuesOf,
    shownOf,
    encoding: () => encoding,
    most: () => summary?.domain[1] ?? 1,
  });
  const silent = $derived(silentNeurons(referenceTo(rows.all)));
  /** What each neuron contributes to a class on average over its instances, over all where the class has no row. */
  function contributionsTo(of: number | null): Float32Array | null {
    const subset = page.subsets.find((subset) => subset.kind === "class" && subset.class === of);
    const values = (subset && valuesOf(subsetKey(subset.name))) ?? rows.all?.value;
    return (contribution.encoding && values?.map(contribution.encoding.shown)) ?? null;
  }
  const columns = createLayerOrder(page, {
    name,
    at: () => known,
    count: () => summary?.n_neurons ?? 0,
    names: () => names,
    valuesOf,
    contributions: () => contributionsTo(contribution.chosen),
    effects: () => difference.effect && effectSizes(difference.effect),
    difference,
    activity: () => (rows.all?.spread ? { active: rows.all.spread.active, silent } : null),
  });
  const top = createTopInstances(
    page,
    name,
    () => known,
    () => activations.value,
  );
  const filter = createLayerFilter(page, name, () => known, difference);
  const order = $derived(filter.apply(columns.order));
  const rowEffect = createRowEffect(page, name, () => known);
  /** Why none of the rows can be had. */
  const unreadable = $derived.by(() => {
    const answered = [...(rows.subsets.value?.values() ?? [])];
    return answered.length && answered.every((row) => row.problem) ? answered[0].problem : null;
  });

  return {
    top,
    rows: rows.subsets,
    projection,
    difference,
    elsewhere,
    contribution,
    headsElsewhere,
    valuesOf,
    shownOf,
    activationsOf,
    statisticsOf: (key: string) => rows.of(key) ?? elsewhere.of(key),
    filter,
    /** A row's effect against the rest; null until it is known. */
    effectOf: rowEffect.of,
    get name() {
      return name();
    },
    get summary() {
      return summary;
    },
    /** Whether activations are known of some of the instances only. */
    get isSampled() {
      return (page.snapshot.value?.n_sampled ?? 0) < (page.snapshot.value?.n ?? 0);
    },
    /** Statistics of all instances. */
    get all() {
      return rows.all;
    },
    /** What the columns are ordered by. */
    get orderKey() {
      return columns.key;
    },
    /** Neuron of each column; hidden ones have none. */
    get order() {
      return order;
    },
    /** Whether there are classes for a neuron to tell apart. */
    get canBeSelective() {
      return (page.snapshot.value?.class_names.length ?? 0) > 1;
    },
    get canBeSimilar() {
      return columns.canBeSimilar;
    },
    get names() {
      return names;
    },
    /** How activations are shown. */
    get scale() {
      return scale;
    },
    get encoding() {
      return encoding;
    },
    /** Mask of the neurons that are the same for all instances. */
    get silent() {
      return silent;
    },
    get loading() {
      return (
        rows.subsets.loading ||
        rows.extras.loading ||
        elsewhere.loading ||
        headsElsewhere.loading ||
        difference.loading ||
        projection.isBusy ||
        activations.loading ||
        columns.loading ||
        filter.neurons.loading
      );
    },
    get error() {
      const failed = [rows.extras, activations, difference, contribution.head, columns, filter.neurons].find(
        (resource) => resource.error,
      );
      return rows.subsets.error ?? unreadable ?? failed?.error ?? null;
    },
    retry() {
      rows.retry();
      elsewhere.retry();
      headsElsewhere.retry();
      activations.retry();
      projection.retryAll();
      difference.retry();
      contribution.head.retry();
      filter.neurons.retry();
      columns.retry();
    },
  };
}
