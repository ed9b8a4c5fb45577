/** How well the listed runs do, by subset, one small request after the other. */

import { SvelteMap } from "svelte/reactivity";
import type { DataSource, Moment, SnapshotAnswer } from "../data/source";

/** More runs than this are not asked about at once; filtering the list brings up the others. */
export const MOST_ASKED = 24;

export type RunResults = Pick<SnapshotAnswer, "instance_set" | "step" | "accuracy" | "subsets">;

/** Results by run name; missing until known, null where there are none. */
export function createResults(source: DataSource, moments: () => Moment[]): ReadonlyMap<string, RunResults | null> {
  const results = new SvelteMap<string, RunResults | null>();
  const wanted = $derived(JSON.stringify(moments().slice(0, MOST_ASKED)));

  async function load(moment: Moment, signal: AbortSignal): Promise<void> {
    const snapshot = await source.fetchSnapshot(moment, signal).catch(() => null);
    if (!signal.aborted) results.set(moment.run, snapshot);
  }

  $effect(() => {
    const controller = new AbortController();
    const list = JSON.parse(wanted) as Moment[];
    void list.reduce((before, moment) => before.then(() => load(moment, controller.signal)), Promise.resolve());
    return () => controller.abort();
  });

  return results;
}
