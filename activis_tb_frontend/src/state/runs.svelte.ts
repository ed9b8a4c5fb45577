/** The runs that the logs hold, and which of them, of their data sets and of their steps the page shows. */

import type { DataSource, Moment } from "../data/source";
import { focusRun, focusSet, momentOf, readableRuns, setKey } from "./moment";
import { createResource, retryFailed } from "./resource.svelte";
import { createMadeResults, createResults } from "./results.svelte";
import { subsetKey, type View } from "./view";

interface Wish {
  /** Whether the link has been read. */
  ready: boolean;
  view: View;
}

export type Runs = ReturnType<typeof createRuns>;

export function createRuns(source: DataSource, wish: () => Wish) {
  let refreshes = $state(0);
  let filter = $state("");

  const listing = createResource(() =>
    wish().ready ? { key: `runs ${refreshes}`, fetch: (signal) => source.fetchRuns(signal) } : null,
  );
  const order = createResource(() =>
    wish().ready ? { key: `order ${refreshes}`, fetch: (signal) => source.fetchTensorBoardRuns(signal) } : null,
  );
  /** The run that the page opened with: another one that records later does not take its place. */
  let opened = $state<string | null>(null);
  const wanted = $derived(wish().view.run ?? opened);
  const run = $derived(listing.value && focusRun(listing.value.runs, wanted));
  const set = $derived(run && focusSet(run, wish().view.set));
  const moment = $derived<Moment | null>(run && momentOf(run, wish().view));

  const listedRuns = $derived.by(() => {
    const runs = readableRuns(listing.value?.runs ?? []);
    try {
      const pattern = new RegExp(filter, "i");
      return runs.filter((run) => pattern.test(run.name));
    } catch {
      return runs;
    }
  });
  /** Where the other listed runs are at the shown step. */
  const otherMoments = $derived(
    listedRuns
      .filter((other) => other !== run)
      .map((run) => momentOf(run, { ...wish().view, step: moment?.step ?? null })),
  );
  const results = createResults(source, () => otherMoments);
  /** Only what the table of runs shows. */
  const madeResults = createMadeResults(
    source,
    () => otherMoments,
    () => {
      const { runTable, row, against, made } = wish().view;
      return runTable === null ? [] : made.filter(({ name }) => [row, against].includes(subsetKey(name)));
    },
  );

  $effect(() => {
    if (run && opened === null && wish().view.run === null) opened = run.run;
  });

  /** The last step when the page last showed it, so that steps which came since can be told. */
  let seen = $state.raw({ set: "", step: 0 });
  const last = $derived(set?.steps.at(-1) ?? 0);
  $effect(() => {
    if (!moment) return;
    const key = setKey(moment);
    if (seen.set !== key || (moment.step === last && seen.step !== last)) seen = { set: key, step: last };
  });

  return {
    listing,
    results,
    madeResults,
    refresh(): void {
      refreshes++;
      retryFailed();
    },
    /** The run that was asked for, where it is not there or no longer. */
    get missingRun() {
      return run && wanted !== null && run.run !== wanted ? wanted : null;
    },
    /** A step that was recorded while an earlier one was looked at. */
    get newStep() {
      return moment && seen.set === setKey(moment) && last > seen.step ? last : null;
    },
    get filter() {
      return filter;
    },
    set filter(value: string) {
      filter = value;
    },
    get tensorBoardRuns() {
      return order.value ?? [];
    },
    get listedRuns() {
      return listedRuns;
    },
    get run() {
      return run;
    },
    get set() {
      return set;
    },
    get moment() {
      return moment;
    },
  };
}
