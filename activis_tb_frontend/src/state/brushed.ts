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

/** The condition of bins `first` to `last` of a column: half open as the bins are, but for the last bin. */
export function rangeCondition(column: HistogramColumn, first: number, last: number): string {
  const [low, high] = [column.edges[first], column.edges[last + 1]];
  const name = quotedName(column.name);
  const isWhole = column.edges.every((edge) => Math.abs(edge % 1) === 0.5);
  if (isWhole && column.kind === "numbers")
    return first === last ? `${name} = ${low + 0.5}` : `${name} BETWEEN ${low + 0.5} AND ${high - 0.5}`;
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
