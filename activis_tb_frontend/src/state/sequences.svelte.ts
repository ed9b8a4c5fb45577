/** Units that are parts of one instance: which belong together, and how strongly each is shaded. */

import type { DataSource, Moment } from "../data/source";
import { isOfNumbers, offShares } from "../draw/residuals";
import { areSiblings, shadesOf, siblings } from "../draw/sequences";
import type { Hover } from "./hover.svelte";
import { momentKey } from "./moment";
import type { Recorded } from "./recorded.svelte";
import { createResource } from "./resource.svelte";
import type { View } from "./view";

/** Activations up to this size are fetched to shade by them. */
const FETCHED_BYTES = 8 * 2 ** 20;

interface Needs {
  moment: () => Moment | null;
  view: () => View;
  hover: Hover;
}

export function createSequences(source: DataSource, recorded: Recorded, { moment, view, hover }: Needs) {
  const parents = $derived(recorded.population.instances?.parent ?? null);
  const layer = $derived(recorded.openLayers[0] ?? null);
  const neuron = $derived(
    layer === null ? undefined : hover.cell?.layer === layer ? hover.cell.neuron : view().neurons[layer],
  );
  const activations = createResource(() => {
    const at = moment();
    const found = recorded.snapshot.value?.layers.find(({ name }) => name === layer);
    const bytes = (recorded.snapshot.value?.n_sampled ?? 0) * (found?.n_neurons ?? 0) * 2;
    if (!at || !parents || !found || neuron === undefined || bytes > FETCHED_BYTES) return null;
    const key = `${momentKey(at)} ${found.name}`;
    return { key, fetch: (signal) => source.fetchActivations(at, found.name, signal) };
  });
  /** Shade of each table row from 0 to 1: of the neuron's activation, else of how far off it is or of the score. */
  const shades = $derived.by(() => {
    const { instances, dots } = recorded.population;
    const answer = activations.value;
    if (!instances || !parents) return new Float32Array();
    if (neuron !== undefined && answer?.layer === layer) return shadesOf(answer, neuron, dots);
    return isOfNumbers(instances.task) ? offShares(instances) : instances.score;
  });

  return {
    /** Whether instances are parts of others. */
    get areUnits() {
      return parents !== null;
    },
    /** Whether two table rows are units of one instance. */
    areOfOne: (row: number, other: number): boolean => parents !== null && areSiblings(parents, row, other),
    /** Table rows of the units that belong to one, itself among them, about `reach` to either side; itself where there are none. */
    unitsOf: (row: number, reach: number): number[] => (parents ? siblings(parents, row, reach) : [row]),
    shadeOf: (row: number): number => Math.max(0, Math.min(1, shades[row] || 0)),
    /** What the shades are of. */
    get shadedBy() {
      if (neuron !== undefined) return `neuron ${neuron} of ${layer}`;
      return isOfNumbers(recorded.population.instances?.task) ? "how far off it is" : "score";
    },
  };
}
