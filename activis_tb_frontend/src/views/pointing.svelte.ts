/** Pointing at the cells of a matrix with pointer and keys: what is hovered for the moment, and what a click or Enter keeps. */

import { columnAt, rowAt } from "../draw/columns";
import { toggleRest } from "../state/comparison";
import type { Layer } from "../state/layer.svelte";
import type { Page } from "../state/page.svelte";
import { DIFFERENCE, referenceOf } from "../state/view";
import { moveCell, type Cell } from "./cells";
import type { ColumnView } from "./columnView.svelte";
import type { Row } from "./rows";

interface Pointed {
  layer: () => Layer;
  rows: () => Row[];
  /** Tops of the rows below the hover row. */
  tops: () => number[];
  rowHeight: () => number;
  /** Height of what stays above the rows, and in it the top of the difference; null without one. */
  headHeight: () => number;
  differenceTop: () => number | null;
  scroll: () => number;
  /** Rows in view at once. */
  page: () => number;
  view: ColumnView;
  /** Scrolls the row with that top into view. */
  reveal: (top: number) => void;
}

/** Places of the rows above the others. */
const DIFFERENCE_ROW = -1;
const HOVER_ROW = -2;

export function createPointing(page: Page, at: Pointed) {
  let focused = $state.raw<Cell | null>(null);

  function headRow(y: number): number {
    const top = at.differenceTop();
    return top !== null && y >= top && y < top + at.rowHeight() ? DIFFERENCE_ROW : HOVER_ROW;
  }

  function placeOf({ offsetX, offsetY }: MouseEvent): Cell {
    const y = offsetY - at.headHeight();
    const row = y < 0 ? headRow(offsetY) : rowAt(at.tops(), at.rowHeight(), y + at.scroll());
    return { row, column: columnAt(at.view.columns, offsetX) };
  }

  function point({ row: index, column }: Cell): void {
    const layer = at.layer();
    const row = at.rows()[index];
    const neuron = layer.order[column];
    if (neuron === undefined) return leave();
    const reference = row && referenceOf(row.key);
    const key = index === DIFFERENCE_ROW && at.differenceTop() !== null ? DIFFERENCE : "";
    const cell = { layer: layer.name, key: row?.key ?? key, neuron };
    if (!row) page.hover.set(key ? { cell, key: null, instance: -1 } : { cell });
    else if (reference?.kind === "instance")
      page.hover.set({ cell, key: null, instance: page.details.rowOf(reference.id) });
    else page.hover.set({ cell, key: row.key, instance: -1 });
  }

  function leave(): void {
    page.hover.set({ cell: null, key: null, instance: -1 });
  }

  function click(event: MouseEvent): void {
    const { row, column } = placeOf(event);
    const layer = at.layer();
    const neuron = layer.order[column];
    const key = at.rows()[row]?.key;
    const isSubset = key !== undefined && referenceOf(key)?.kind === "subset";
    if (neuron !== undefined) page.actions.toggleCell(layer.name, neuron, isSubset ? key : null);
  }

  function moveTo(cell: Cell): void {
    focused = cell;
    at.view.reveal(cell.column);
    if (cell.row >= 0) at.reveal(at.tops()[cell.row]);
    point(cell);
  }

  function key(event: KeyboardEvent): void {
    const layer = at.layer();
    const start = focused ?? { row: 0, column: at.view.columns.first - 1 };
    const least = at.differenceTop() === null ? 0 : DIFFERENCE_ROW;
    const moved = moveCell(event, start, at.rows().length, layer.order.length, at.page(), least);
    const row = focused && at.rows()[focused.row];
    if (moved) moveTo(moved);
    else if (event.key === "+" || event.key === "=") at.view.wider();
    else if (event.key === "-") at.view.narrower();
    else if (event.key === "0") at.view.reset();
    else if (event.key === "Enter" && focused) page.actions.toggleNeuron(layer.name, layer.order[focused.column]);
    else if (event.key === "s" && focused) page.actions.orderBy(layer.name, row?.key ?? layer.difference.order);
    else if (event.key === "r" && row) toggleRest(page, row.key);
    else return;
    event.preventDefault();
  }

  return {
    move: (event: PointerEvent) => point(placeOf(event)),
    leave,
    click,
    key,
    blur: () => ((focused = null), leave()),
    /** The cell that the keys moved to. */
    get focused() {
      return focused;
    },
  };
}
