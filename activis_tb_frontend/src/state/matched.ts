/** The instances of another moment brought to the dots of the page, by their ids. */

import type { DataSource, InstancesAnswer, Moment } from "../data/source";
import { offInstances, wrongInstances } from "../draw/outcomes";
import { isOfNumbers } from "../draw/residuals";
import { atDots } from "./members";

export interface Matched {
  /** [dots] where the other moment's sample has the instance of each dot; -1 for none. */
  places: Int32Array;
  /** [dots] its row in the other moment's table; -1 for none. */
  rows: Int32Array;
  /** The other moment's instances. */
  theirs: InstancesAnswer;
}

/** [dots] 1 where an instance is wrong at the other moment, where labels are numbers farther off than `threshold`. */
export function wrongThere({ rows, theirs }: Matched, threshold: number): Uint8Array {
  return atDots(isOfNumbers(theirs.task) ? offInstances(theirs, threshold) : wrongInstances(theirs), rows);
}

/** A map of the other moment with the places of the page's dots; NaN for those that it does not have. */
export function carried(xy: Float32Array, places: Int32Array): Float32Array {
  const found = new Float32Array(2 * places.length).fill(NaN);
  places.forEach((place, dot) => {
    if (place >= 0) found.set(xy.subarray(2 * place, 2 * place + 2), 2 * dot);
  });
  return found;
}

/** Where the instances of `here` are `there`; fails where none is. */
export async function fetchMatched(
  source: DataSource,
  here: Moment,
  there: Moment,
  signal: AbortSignal,
): Promise<Matched> {
  const [{ places, n_shared }, theirs] = await Promise.all([
    source.fetchShared(here, there, signal),
    source.fetchInstances(there, signal),
  ]);
  if (!n_shared) throw new Error(`step ${there.step} of run ${JSON.stringify(there.run)} has none of these instances`);
  const rows = places.map((place) => (place < 0 ? -1 : theirs.sample[place]));
  return { places, rows, theirs };
}
