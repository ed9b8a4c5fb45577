/** How well the listed runs do, by subset, one small request after the other. */

import { SvelteMap } from "svelte/reactivity";
import type { DataSource, Moment, SnapshotAnswer, SubsetSummary } from "../data/source";
import type { Made } from "./made";
import { summaryOf } from "./made.svelte";

/** More runs than this are not asked about at once; filtering the list brings up the others. */
export const MOST_ASKED = 24;

export type RunResults = Pick<SnapshotAnswer, "instance_set" | "step" | "accuracy" | "subsets">;

/** What is known of each moment's run, missing until then, null where there is nothing; asked anew when `asked` changes. */
function createAnswers<T>(
  moments: () => Moment[],
  asked: () => string,
  ask: (moment: Moment, signal: AbortSignal) => Promise<T>,
): ReadonlyMap<string, T | null> {
  const answers = new SvelteMap<string, T | null>();
  const wanted = $derived(JSON.stringify(moments().slice(0, MOST_ASKED)));

  async function load(moment: Moment, signal: AbortSignal): Promise<void> {
    const answer = await ask(moment, signal).catch(() => null);
    if (!signal.aborted) answers.set(moment.run, answer);
  }

  $effect(() => {
    void asked();
    const controller = new AbortController();
    const list = JSON.parse(wanted) as Moment[];
    void list.reduce((before, moment) => before.then(() => load(moment, controller.signal)), Promise.resolve());
    return () => controller.abort();
  });

  return answers;
}

/** Results by run name. */
export function createResults(source: DataSource, moments: () => Moment[]): ReadonlyMap<string, RunResults | null> {
  return createAnswers(
    moments,
    () => "",
    (moment, signal) => source.fetchSnapshot(moment, signal),
  );
}

/** Results of subsets that were made on the page, by run name. */
export function createMadeResults(
  source: DataSource,
  moments: () => Moment[],
  made: () => Made[],
): ReadonlyMap<string, SubsetSummary[] | null> {
  const asked = $derived(JSON.stringify(made()));
  return createAnswers(
    () => (made().length ? moments() : []),
    () => asked,
    (moment, signal) => {
      const subsets = made().map(async (one) => {
        return summaryOf(one, await source.fetchCondition(moment, one.selection, signal));
      });
      return Promise.all(subsets);
    },
  );
}
