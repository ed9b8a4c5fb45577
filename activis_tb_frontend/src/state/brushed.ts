/** Conditions that a click on a value or a brush over a range writes. */

import type { HistogramColumn } from "../data/source";
import { quotedName, quotedValue } from "./completion";

/** The shortest text of a number that lies strictly within (low, high], so that a bin's edge says what the bin holds. */
function written(value: number, tolerance: number): string {
  for (let digits = 1; digits < 17; digits++) {
    const text = value.toPrecision(digits);
    if (Math.abs(Number(text) - value) <= tolerance) return String(Number(text));
  }
  return String(value);
}

function stamp(seconds: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  return quotedValue(iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19).replace("T", " "));
}

/** Whether each bin is of one whole number. */
function isWhole({ kind, edges }: HistogramColumn): boolean {
  return kind === "numbers" && edges.every((edge) => Math.abs(edge % 1) === 0.5);
}

/** The least and the greatest value that bins `first` to `last` may hold: whole numbers where these have a bin each. */
export function rangeOf(column: HistogramColumn, first: number, last: number): [number, number] {
  const [low, high] = [column.edges[first], column.edges[last + 1]];
  return isWhole(column) ? [low + 0.5, high - 0.5] : [low, high];
}

/** The condition of bins `first` to `last` of a column: half open as the bins are, but for the last bin. */
export function rangeCondition(column: HistogramColumn, first: number, last: number): string {
  const [low, high] = rangeOf(column, first, last);
  const name = quotedName(column.name);
  if (isWhole(column)) return first === last ? `${name} = ${low}` : `${name} BETWEEN ${low} AND ${high}`;
  const tolerance = (column.edges[1] - column.edges[0]) * 1e-6;
  const text = (edge: number): string => (column.kind === "times" ? stamp(edge) : written(edge, tolerance));
  const isLast = last === column.counts.length - 1;
  const above = first === 0 ? "" : `${name} >= ${text(low)}`;
  const below = isLast ? "" : `${name} < ${text(high)}`;
  return [above, below].filter(Boolean).join(" AND ") || `${name} IS NOT NULL`;
}

/** The condition of one value of a column; booleans are conditions themselves. */
export function valueCondition(name: string, value: string, isBoolean: boolean): string {
  const column = quotedName(name);
  if (isBoolean) return value === "true" ? column : `NOT ${column}`;
  return `${column} = ${quotedValue(value)}`;
}
