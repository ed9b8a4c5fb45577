/** The runs whose rows stand beside those of the focused one, and all rows that are not the focused run's own. */

import { elsewhereKey, momentElsewhere } from "./elsewhere";
import { readableRuns } from "./moment";
import type { Recorded } from "./recorded.svelte";
import type { Runs } from "./runs.svelte";
import { tickedRows } from "./ticked";
import { instanceKey, subsetKey, type View } from "./view";

export function createTicked(runs: Runs, recorded: Recorded, view: () => View) {
  /** Ticked ones beside the focused one, in the order of the list. */
  const others = $derived(
    readableRuns(runs.listing.value?.runs ?? []).filter(
      ({ run }) => view().ticked.includes(run) && run !== runs.run?.run,
    ),
  );
  const comparable = $derived(
    others.filter(({ run }) => momentElsewhere(others, runs.moment, { run, set: null, step: null })),
  );
  const ticked = $derived.by(() => {
    const pins = view().pins.map(instanceKey);
    const keys = [...recorded.subsets.map(({ name }) => subsetKey(name)), ...pins];
    const selected = [view().row, view().against];
    return tickedRows(
      comparable.map(({ run }) => run),
      { keys, pins, selected },
    );
  });
  const keys = $derived(new Set(ticked.rows.map(elsewhereKey)));
  const single = $derived(view().beside.filter((one) => !keys.has(elsewhereKey(one))));
  const beside = $derived([...single, ...ticked.rows]);

  return {
    /** Rows of other steps, data sets and runs: those that were asked for one by one, then those of the ticked runs. */
    get beside() {
      return beside;
    },
    /** The rows of ticked runs, and what of them is left out. */
    get ticked() {
      return ticked;
    },
    /** Those asked for one by one. */
    get besideSingly() {
      return single;
    },
    /** Ticked runs that do not have the shown data set. */
    get incomparable() {
      return others.filter((run) => !comparable.includes(run));
    },
    /** Whether a run's rows are shown: the focused one's always are. */
    isTicked: (run: string): boolean => run === runs.run?.run || view().ticked.includes(run),
  };
}
