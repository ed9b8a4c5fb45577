/** What follows from the instances' outputs alone: their groups, colors, errors, and which dot each of them is. */

import type { InstancesAnswer } from "../data/source";
import type { Bins } from "../draw/bins";
import { coloringClasses, groupInstances, wrongInstances } from "../draw/groups";

export type Population = ReturnType<typeof createPopulation>;

/** Details are asked for in batches of neighbors, so that a sweep over squares needs few requests. */
const NEIGHBORS = 60;

export function createPopulation(instances: () => InstancesAnswer | null, bins: () => Bins) {
  const answer = $derived(instances());
  const groups = $derived(answer ? groupInstances(answer, bins()) : []);
  const classes = $derived(answer ? coloringClasses(answer, bins()) : new Int32Array());
  const wrong = $derived(answer ? wrongInstances(answer) : new Uint8Array());
  const dots = $derived.by(() => {
    const places = new Int32Array(answer?.label.length ?? 0).fill(-1);
    answer?.sample.forEach((row, dot) => (places[row] = dot));
    return places;
  });

  /** Rows that stand near one in the instance panel, itself among them. */
  function around(row: number): number[] {
    for (const { rows } of groups.flatMap((group) => group.blocks)) {
      const place = rows.indexOf(row);
      if (place >= 0) return [...rows.slice(Math.max(0, place - NEIGHBORS), place + NEIGHBORS)];
    }
    return [row];
  }

  return {
    around,
    get instances() {
      return answer;
    },
    get groups() {
      return groups;
    },
    /** Class that colors each table row; -1 for none. */
    get classes() {
      return classes;
    },
    /** 1 for each table row predicted as another class than its label. */
    get wrong() {
      return wrong;
    },
    /** Dot of each table row; -1 outside the sample. */
    get dots() {
      return dots;
    },
  };
}
