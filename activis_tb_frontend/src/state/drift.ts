/** How far the means of neurons move over the steps of one row; pure. */

import { elsewhereKey, type Elsewhere } from "./elsewhere";

/** The rows of one subset or instance that differ in nothing but the step. */
export interface Series {
  /** Key of the order by it. */
  key: string;
  of: Elsewhere;
  /** Keys of its rows. */
  rows: string[];
}

const KEY = "drift ";

/** The series of two rows and more; a matrix' own row belongs to the series of its run and data set. */
export function seriesOf(beside: Elsewhere[]): Series[] {
  const found = new Map<string, Series>();
  for (const one of beside) {
    const of = { ...one, step: null };
    const key = KEY + elsewhereKey(of);
    const isHere = of.run === null && of.set === null;
    const series = found.get(key) ?? { key, of, rows: isHere ? [of.row] : [] };
    series.rows.push(elsewhereKey(one));
    found.set(key, series);
  }
  return [...found.values()].filter(({ rows }) => rows.length > 1);
}

/** The largest minus the smallest value of each neuron over rows of equal length; NaN where one is not finite. */
export function driftOf(rows: Float32Array[]): Float32Array {
  return rows[0].map((_, neuron) => {
    const values = rows.map((row) => row[neuron]);
    return values.every(Number.isFinite) ? Math.max(...values) - Math.min(...values) : NaN;
  });
}
