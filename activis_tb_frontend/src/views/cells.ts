/** Moving the focused cell of a matrix by keys, and its words for a screen reader. */

import { shortened, SPOKEN } from "../draw/words";
import type { Layer } from "../state/layer.svelte";
import type { Page } from "../state/page.svelte";
import { DIFFERENCE } from "../state/view";
import { differenceReadoutOf, pointedDifference } from "./differenceReadout";
import { pointedAt, readoutOf, spoken } from "./readout";
import type { Row } from "./rows";

export interface Cell {
  row: number;
  column: number;
}

interface Pressed {
  key: string;
  ctrlKey?: boolean;
}

/** Rows and columns that a key moves by; `page` rows at once. */
function moveOf({ key, ctrlKey }: Pressed, page: number): [number, number] | null {
  const rows = ctrlKey ? Infinity : 0;
  switch (key) {
    case "ArrowUp":
      return [-1, 0];
    case "ArrowDown":
      return [1, 0];
    case "ArrowLeft":
      return [0, -1];
    case "ArrowRight":
      return [0, 1];
    case "PageUp":
      return [-page, 0];
    case "PageDown":
      return [page, 0];
    case "Home":
      return [-rows, -Infinity];
    case "End":
      return [rows, Infinity];
    default:
      return null;
  }
}

/** Where a key moves `cell` to, kept inside, `least` being the first row; null for a key that moves nothing. */
export function moveCell(
  pressed: Pressed,
  cell: Cell,
  n_rows: number,
  n_columns: number,
  page = 10,
  least = 0,
): Cell | null {
  const move = moveOf(pressed, page);
  if (!move || !n_rows || !n_columns) return null;
  const keep = (place: number, n: number, first = 0): number => Math.max(first, Math.min(n - 1, place));
  return { row: keep(cell.row + move[0], n_rows, least), column: keep(cell.column + move[1], n_columns) };
}

export function spokenCell(page: Page, layer: Layer, row: Row | null, neuron: number): string {
  if (!row) return "";
  const label = shortened(row.label, SPOKEN);
  if (!row.values) return `${label}, neuron ${neuron}: ${row.problem ?? "not there yet"}`;
  if (row.key === DIFFERENCE) return spoken(differenceReadoutOf(pointedDifference(page, layer, row, neuron)));
  return spoken(readoutOf(pointedAt(page, layer, { ...row, label }, neuron)));
}
