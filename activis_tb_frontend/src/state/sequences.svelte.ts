/** Units that are parts of one instance: which belong together, and where in a picture patches lie. */

import { cellOf, positionAt } from "../draw/patches";
import { areSiblings, siblings } from "../draw/sequences";
import type { Recorded } from "./recorded.svelte";

export type Sequences = ReturnType<typeof createSequences>;

export function createSequences(recorded: Recorded) {
  const parents = $derived(recorded.population.instances?.parent ?? null);

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
  };
}
