/** The rows of the ticked runs: the focused run's own once more, as they are in the others; pure. */

import { elsewhereOfKey, type Elsewhere } from "./elsewhere";

/** Each run has its neurons matched in every open layer, and more rows than these are no longer read side by side. */
const [MOST_RUNS, MOST_ROWS] = [12, 96];

export interface TickedRows {
  rows: Elsewhere[];
  /** What is left out because it is too much, as a sentence; null where nothing is. */
  leftOut: string | null;
}

interface Own {
  /** Keys of the focused run's rows, in their order. */
  keys: string[];
  /** Of these, the pinned ones and those that are selected anyway, here or in another run. */
  pins: string[];
  selected: (string | null)[];
}

/** The rows that matter most where there is no room for all: what is selected, what is pinned, and the first one, "all". */
function chosenOf({ keys, pins, selected }: Own): string[] {
  const rows = selected.map((key) => (key === null ? null : (elsewhereOfKey(key)?.row ?? key)));
  return [...new Set([...rows, keys[0], ...pins])].filter((key) => key !== null && keys.includes(key)) as string[];
}

/** `own` once for each run, under each other; of too many rows only what is selected or pinned, and "all". */
export function tickedRows(runs: string[], own: Own): TickedRows {
  const shown = runs.slice(0, MOST_RUNS);
  const isWhole = own.keys.length * shown.length <= MOST_ROWS;
  const keys = isWhole ? own.keys : chosenOf(own).slice(0, Math.floor(MOST_ROWS / shown.length));
  const sentences = [
    ...(shown.length < runs.length ? [`Rows of the first ${MOST_RUNS} of ${runs.length} ticked runs.`] : []),
    ...(isWhole ? [] : ['Only what is selected or pinned, and "all": every row would be too many.']),
  ];
  return {
    rows: keys.flatMap((row) => shown.map((run) => ({ row, run, set: null, step: null }))),
    leftOut: sentences.join(" ") || null,
  };
}
