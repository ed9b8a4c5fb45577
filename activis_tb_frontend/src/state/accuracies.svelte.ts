/** Accuracy of the listed runs, one small request after the other. */

import { SvelteMap } from "svelte/reactivity";
import type { DataSource, Moment } from "../data/source";

/** More runs than this are not asked about at once; filtering the list brings up the others. */
const MOST = 24;

/** Accuracy by run name; missing until known, null where a run has none. */
export function createAccuracies(source: DataSource, moments: () => Moment[]): ReadonlyMap<string, number | null> {
  const accuracies = new SvelteMap<string, number | null>();
  const wanted = $derived(JSON.stringify(moments().slice(0, MOST)));

  async function load(moment: Moment, signal: AbortSignal): Promise<void> {
    const snapshot = await source.fetchSnapshot(moment, signal).catch(() => null);
    if (!signal.aborted) accuracies.set(moment.run, snapshot?.accuracy ?? null);
  }

  $effect(() => {
    const controller = new AbortController();
    const list = JSON.parse(wanted) as Moment[];
    void list.reduce((before, moment) => before.then(() => load(moment, controller.signal)), Promise.resolve());
    return () => controller.abort();
  });

  return accuracies;
}
