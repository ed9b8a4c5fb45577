/** Units that are parts of one instance: which belong together, and how strongly each is shaded. */

import type { DataSource, Moment } from "../data/source";
import { cellOf, positionAt } from "../draw/patches";
import { areSiblings, shadesOf, siblings } from "../draw/sequences";
import type { Hover } from "./hover.svelte";
import { momentKey } from "./moment";
import type { Recorded } from "./recorded.svelte";
import { createResource } from "./resource.svelte";
import type { View } from "./view";

const NONE = new Float32Array();

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
  /** Shade of each table row from -1 to 1: of the neuron's activation, else of the score. */
  const shades = $derived.by(() => {
    const { instances, dots } = recorded.population;
    const answer = activations.value;
    if (!instances || !parents) return new Float32Array();
    // All patches of a picture mostly have the same score, which says nothing of any of them.
    if (neuron === undefined || !answer || answer.layer !== layer) return instances.grid ? NONE : instances.score;
    return shadesOf(answer, neuron, dots);
  });

  const shadeAt = (row: number): number => Math.max(-1, Math.min(1, shades[row] || 0));

  return {
    /** Whether instances are parts of others. */
    get areUnits() {
      return parents !== null;
    },
    /** Whether two table rows are units of one instance. */
    areOfOne: (row: number, other: number): boolean => parents !== null && areSiblings(parents, row, other),
    /** Table rows of the units that belong to one, itself among them, about `reach` to either side; itself where there are none. */
    unitsOf: (row: number, reach: number): number[] => (parents ? siblings(parents, row, reach) : [row]),
    /** All table rows of the units that belong to one, itself among them. */
    allOf: (row: number): number[] => (parents ? siblings(parents, row, Infinity) : [row]),
    /** How units lie in the picture of their parent; null where they are no patches. */
    get grid() {
      return parents && (recorded.population.instances?.grid ?? null);
    },
    /** Where a unit lies in the picture of its parent; null for one that is no part of it. */
    cellOf(row: number) {
      const { grid, position } = recorded.population.instances ?? {};
      return grid && position ? cellOf(grid, position[row]) : null;
    },
    /** The unit at shares of the width and height of the picture of a unit's parent; -1 where none is. */
    unitAt(row: number, across: number, down: number): number {
      const { grid, position } = recorded.population.instances ?? {};
      if (!grid || !position || !parents) return -1;
      const wanted = positionAt(grid, across, down);
      return siblings(parents, row, Infinity).find((unit) => position[unit] === wanted) ?? -1;
    },
    /** From -1 to 1. */
    signedShadeOf: (row: number): number => shadeAt(row),
    /** From 0 to 1. */
    shadeOf: (row: number): number => Math.abs(shadeAt(row)),
    /** What the shades are of; "" where there are none. */
    get shadedBy() {
      if (neuron !== undefined) return `neuron ${neuron} of ${layer}`;
      return recorded.population.instances?.grid ? "" : "score";
    },
  };
}
