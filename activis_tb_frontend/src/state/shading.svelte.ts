/** How strongly units are shaded: by the neuron that is pointed at or marked, by what all contribute to a class, else by how far off they are or by their score. */

import type { DataSource, LayerSummary, Moment } from "../data/source";
import { isOfNumbers, offShares } from "../draw/residuals";
import { neuronOf, shadeBy } from "../draw/sequences";
import { summedContributions, weightsFor } from "./contribution";
import type { Hover } from "./hover.svelte";
import { momentKey } from "./moment";
import type { Recorded } from "./recorded.svelte";
import { createResource } from "./resource.svelte";
import type { View } from "./view";

/** Activations up to this size are fetched to shade by them. */
const FETCHED_BYTES = 8 * 2 ** 20;
/** Milliseconds for which a neuron of a larger layer is pointed at before it is asked for. */
const REST = 80;

interface Needs {
  moment: () => Moment | null;
  view: () => View;
  hover: Hover;
}

/** A neuron, or a class by its index. */
interface Target {
  layer: string;
  neuron?: number;
  of?: number;
}

export type Shading = ReturnType<typeof createShading>;

export function createShading(source: DataSource, recorded: Recorded, { moment, view, hover }: Needs) {
  const areUnits = $derived(recorded.population.instances?.parent !== undefined);
  const summaryOf = (layer: string): LayerSummary | undefined =>
    recorded.snapshot.value?.layers.find(({ name }) => name === layer);
  /** The neuron that is pointed at, else the first that is marked in an open layer; else the class that one shows contributions to. */
  const target = $derived.by((): Target | null => {
    if (hover.cell) return { layer: hover.cell.layer, neuron: hover.cell.neuron };
    const { neurons, contributions } = view();
    const marked = recorded.openLayers.find((name) => neurons[name] !== undefined);
    if (marked !== undefined) return { layer: marked, neuron: neurons[marked] };
    const layer = recorded.openLayers.find((name) => contributions[name] !== undefined && summaryOf(name)?.head);
    return layer === undefined ? null : { layer, of: contributions[layer] };
  });
  const wanted = $derived.by(() => {
    const at = moment();
    const summary = target && summaryOf(target.layer);
    if (!at || !areUnits || !summary) return null;
    const bytes = (recorded.snapshot.value?.n_sampled ?? 0) * summary.n_neurons * 2;
    return { at, key: `${momentKey(at)} ${target.layer}`, isSmall: bytes <= FETCHED_BYTES, ...target };
  });
  /** Of a layer that is small enough all neurons are there once one is wanted: no request while the pointer sweeps. */
  const whole = createResource(() => {
    if (!wanted?.isSmall) return null;
    const { at, key, layer } = wanted;
    return { key, fetch: (signal) => source.fetchActivations(at, layer, signal) };
  });
  const single = createResource(() => {
    if (!wanted || wanted.isSmall || wanted.neuron === undefined) return null;
    const { at, layer, neuron } = wanted;
    const fetch = (signal: AbortSignal) => source.fetchSampled(at, layer, { neuron }, signal);
    return { key: `${wanted.key} ${neuron}`, rest: REST, fetch };
  });
  const head = createResource(() => {
    if (!wanted?.isSmall || wanted.of === undefined) return null;
    const { at, key, layer } = wanted;
    return { key, fetch: (signal) => source.fetchHead(at, layer, signal) };
  });
  /** What shades, by dot; null while it is not there. */
  const shading = $derived.by(() => {
    if (!wanted) return null;
    const { key, neuron, of, isSmall } = wanted;
    if (!isSmall) return single.key === `${key} ${neuron}` ? (single.value?.value ?? null) : null;
    if (whole.key !== key || !whole.value) return null;
    if (neuron !== undefined) return neuronOf(whole.value, neuron);
    return head.key === key && head.value ? summedContributions(whole.value, weightsFor(head.value, of!)) : null;
  });
  /** From -1 to 1 by table row: of the neuron's activation or the contributions, else of how far off it is or of the score; null where nothing shades them. */
  const shadeOf = $derived.by(() => {
    const { instances, dots } = recorded.population;
    if (!instances || !areUnits) return null;
    if (shading) return shadeBy(shading, dots);
    // All patches of a picture mostly have the same score, which says nothing of any of them.
    if (instances.grid) return null;
    const shares = isOfNumbers(instances.task) ? offShares(instances) : instances.score;
    return (row: number): number => shares[row] || 0;
  });

  return {
    /** The shade of a table row from -1 to 1; null where nothing shades them. */
    get shadeOf() {
      return shadeOf;
    },
    /** What the shades are of; "" where there are none. */
    get shadedBy() {
      if (shading && target!.neuron !== undefined) return `neuron ${target!.neuron} of ${target!.layer}`;
      if (shading) return `contributions to ${recorded.population.nameOf(target!.of!)} in ${target!.layer}`;
      if (!shadeOf) return "";
      return isOfNumbers(recorded.population.instances?.task) ? "how far off it is" : "score";
    },
  };
}
