/** The table of runs: columns of accuracy, loss and residuals for each of the chosen subsets, and the order of its rows. */

import type { SubsetSummary } from "../data/source";
import { shortNumber, shownShare } from "../draw/numbers";
import type { Page } from "../state/page.svelte";
import { referenceOf } from "../state/view";

const MEASURES = ["accuracy", "mean_loss", "residual"] as const;
type RunMeasure = (typeof MEASURES)[number];

export interface RunColumn {
  /** What a link says of the column. */
  key: string;
  subset: string;
  measure: RunMeasure;
  label: string;
}

export interface RunRow {
  run: string;
  name: string;
  /** null until known, and where there are none. */
  subsets: SubsetSummary[] | null;
}

/** Columns of the subsets of that name that any run knows; a measure that no run has is left out. */
export function runColumns(rows: RunRow[], subsets: string[]): RunColumn[] {
  const all = subsets.flatMap((subset) =>
    MEASURES.map((measure) => {
      const label = measure === "mean_loss" ? "loss" : measure;
      return { key: `${label} subset:${subset}`, subset, measure, label };
    }),
  );
  return all.filter((column) => rows.some((row) => numberOf(row, column) !== null));
}

/** What stands in a cell; null where it is not known. */
export function numberOf({ subsets }: RunRow, { subset, measure }: RunColumn): number | null {
  return subsets?.find(({ name }) => name === subset)?.[measure] ?? null;
}

/** The words of a cell. */
export function cellOfRun(row: RunRow, column: RunColumn): string {
  const number = numberOf(row, column);
  if (number === null) return "–";
  return column.measure === "accuracy" ? shownShare(number) : shortNumber(number);
}

/** The key after a click on a column's head: the largest first, then the smallest, then as listed. */
export function nextSort(sort: string, key: string): string {
  if (sort === `-${key}`) return key;
  return sort === key ? "" : `-${key}`;
}

/** Rows in the order of a key, "-" in front of it for the largest first; runs without a number last, ties as listed. */
export function sortedRuns(rows: RunRow[], columns: RunColumn[], sort: string): RunRow[] {
  const column = columns.find(({ key }) => key === sort.replace(/^-/, ""));
  if (!column) return rows;
  const sign = sort.startsWith("-") ? -1 : 1;
  const valueOf = (row: RunRow): number => sign * (numberOf(row, column) ?? sign * Infinity);
  const places = rows.map(valueOf).map((value, place) => ({ value: Number.isNaN(value) ? Infinity : value, place }));
  return places
    .sort((a, b) => (a.value === b.value ? a.place - b.place : a.value - b.value))
    .map(({ place }) => rows[place]);
}

/** What the table of runs shows: its data set, the selected subsets, the runs that have that data set, columns and sorted rows. */
export function tableOfRuns(page: Page) {
  const set = page.moment?.instance_set;
  const selected = [page.view.row, page.view.against].flatMap((key) => {
    const reference = referenceOf(key ?? "");
    return reference?.kind === "subset" && reference.name !== "all" ? [reference.name] : [];
  });
  const listed = page.listedRuns.filter((run) =>
    run.instance_sets.some(({ name, steps }) => name === set && steps.length),
  );
  const rows = listed.map(({ run, name }): RunRow => {
    const isShown = run === page.run?.run;
    const results = isShown ? page.snapshot.value : page.results.get(run);
    const made = isShown ? page.made.shown : (page.madeResults.get(run) ?? []);
    return { run, name, subsets: results && results.instance_set === set ? [...results.subsets, ...made] : null };
  });
  const columns = runColumns(rows, [...new Set(["all", ...selected])]);
  return { set, selected, listed, columns, sorted: sortedRuns(rows, columns, page.view.runTable ?? "") };
}
