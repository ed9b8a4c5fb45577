/** How strongly units are shaded: by the neuron that is pointed at or marked, else by how far off they are or by their score. */

import type { DataSource, Moment } from "../data/source";
import { isOfNumbers, offShares } from "../draw/residuals";
import { neuronOf, shadeBy } from "../draw/sequences";
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

export type Shading = ReturnType<typeof createShading>;

export function createShading(source: DataSource, recorded: Recorded, { moment, view, hover }: Needs) {
  const areUnits = $derived(recorded.population.instances?.parent !== undefined);
  /** The neuron that is pointed at, else the first that is marked in an open layer. */
  const target = $derived.by(() => {
    if (hover.cell) return { layer: hover.cell.layer, neuron: hover.cell.neuron };
    const { neurons } = view();
    const layer = recorded.openLayers.find((name) => neurons[name] !== undefined);
    return layer === undefined ? null : { layer, neuron: neurons[layer] };
  });
  const summary = $derived(recorded.snapshot.value?.layers.find(({ name }) => name === target?.layer) ?? null);
  /** Of a layer that is small enough all neurons are there once one is wanted: no request while the pointer sweeps. */
  const isSmall = $derived((recorded.snapshot.value?.n_sampled ?? 0) * (summary?.n_neurons ?? 0) * 2 <= FETCHED_BYTES);
  const wanted = $derived.by(() => {
    const at = moment();
    return at && areUnits && summary && target ? { at, ...target } : null;
  });
  const whole = createResource(() => {
    if (!wanted || !isSmall) return null;
    const { at, layer } = wanted;
    return { key: `${momentKey(at)} ${layer}`, fetch: (signal) => source.fetchActivations(at, layer, signal) };
  });
  const single = createResource(() => {
    if (!wanted || isSmall) return null;
    const { at, layer, neuron } = wanted;
    const key = `${momentKey(at)} ${layer} ${neuron}`;
    return { key, rest: REST, fetch: (signal) => source.fetchSampled(at, layer, { neuron }, signal) };
  });
  /** The activations of the neuron that shades, by dot; null while they are not there. */
  const shading = $derived.by(() => {
    if (!wanted) return null;
    const { at, layer, neuron } = wanted;
    const of = `${momentKey(at)} ${layer}`;
    if (isSmall) return whole.key === of && whole.value ? neuronOf(whole.value, neuron) : null;
    return single.key === `${of} ${neuron}` ? (single.value?.value ?? null) : null;
  });
  /** From -1 to 1 by table row: of the neuron's activation, else of how far off it is or of the score; null where nothing shades them. */
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
      if (shading) return `neuron ${target!.neuron} of ${target!.layer}`;
      if (!shadeOf) return "";
      return isOfNumbers(recorded.population.instances?.task) ? "how far off it is" : "score";
    },
  };
}
