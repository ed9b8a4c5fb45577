/** Moving the focused cell of a matrix by keys, and its words for a screen reader. */

import { shortNumber } from "../draw/numbers";
import type { Row } from "./rows";

export interface Cell {
  row: number;
  column: number;
}

const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [0, -10],
  PageDown: [0, 10],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** Where `key` moves `cell` to, kept inside; null for a key that moves nothing. */
export function moveCell(key: string, cell: Cell, n_rows: number, n_columns: number): Cell | null {
  const move = MOVES[key];
  if (!move || !n_rows || !n_columns) return null;
  const keep = (place: number, n: number): number => Math.max(0, Math.min(n - 1, place));
  return { row: keep(cell.row + move[0], n_rows), column: keep(cell.column + move[1], n_columns) };
}

export function spokenCell(row: Row | undefined, neuron: number): string {
  if (!row) return "";
  const value = row.values ? shortNumber(row.values[neuron]) : "unknown";
  return `${row.label}, neuron ${neuron}: ${value}`;
}
