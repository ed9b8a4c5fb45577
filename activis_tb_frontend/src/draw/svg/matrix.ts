/** A layer's matrix as a figure: all of its rows, all neurons of the order, as wide as the sheet and not the window has them. */

import { certainStretches, BAR } from "../certain";
import { inksOf, type Inks } from "../color";
import { columnLeft, fitColumns, stackRows, WIDEST, WIDEST_NAMED, type Columns } from "../columns";
import type { Scale } from "../scale";
import { gridOf, stripeOf } from "../stripe";
import { box, cells, hatches } from "./cells";
import { barItem, flow, signItem, wordsItem, type Item } from "./legend";
import { cut } from "./letters";
import { element, line } from "./markup";
import { differenceLabel, groupLabel, labelsWidth, rowLabel, type RowLabel } from "./rows";
import { MARGIN, sheet, SMALL, TOP, type Heading } from "./sheet";

type Shown = ((neuron: number) => number) | null;

export interface FigureRow extends RowLabel {
  /** Title of the group that begins with this row, or "". */
  group: string;
  /** What is shown for a neuron; null where nothing is known of the row. */
  shown: Shown;
  /** Why nothing is known. */
  problem: string | null;
}

export interface MatrixFigure extends Heading {
  dark: boolean;
  rows: FigureRow[];
  /** The row above the others. */
  difference: {
    label: string;
    shown: Shown;
    scale: Scale;
    unit: string;
    isCertain: (neuron: number) => boolean;
  } | null;
  /** Neuron of each column. */
  order: Int32Array;
  /** Names of the neurons, where they have any. */
  names: string[] | null;
  scale: Scale;
  /** Whether values may lie beyond the domain, and the unit of its ends. */
  clips: boolean;
  unit: string;
  /** Whether a neuron is the same for all instances. */
  isSilent: (neuron: number) => boolean;
  unusual: { nan: boolean; infinite: boolean };
  /** The neuron whose column is outlined; null for none. */
  marked: number | null;
  /** How many neurons these are, and in which order. */
  foot: string;
}

const CELLS = 640;
const [ROW, GROUP, BELOW_DIFFERENCE, HEADS] = [20, 20, 10, 18];
/** Columns from this width on have names above them. */
const READABLE = 20;

function heads(names: string[], order: Int32Array, columns: Columns, x: number, y: number, inks: Inks): string {
  return Array.from(order, (neuron, place) => {
    const middle = x + (place + 0.5) * columns.width;
    const name = cut(names[neuron], columns.width - 2, SMALL);
    return line(middle, y + 12, name, { "text-anchor": "middle", "font-size": SMALL, fill: inks.soft });
  }).join("");
}

function legendItems(figure: MatrixFigure, inks: Inks): Item[] {
  const { scale, clips, unit, difference, unusual, order, isSilent } = figure;
  const isCertain = difference && order.some(difference.isCertain);
  return [
    wordsItem(figure.foot, inks),
    barItem("scale", scale, clips, unit, inks),
    ...(difference ? [barItem("apart", difference.scale, true, difference.unit, inks)] : []),
    ...(isCertain ? [signItem(inks.ink, BAR, "certain", inks)] : []),
    ...(unusual.nan ? [signItem("url(#nan)", 8, "NaN", inks)] : []),
    ...(unusual.infinite ? [signItem("url(#infinite)", 8, "±∞", inks)] : []),
    ...(order.some(isSilent) ? [wordsItem("· constant", inks)] : []),
  ];
}

/** The SVG of a matrix. */
export function drawMatrixFigure(figure: MatrixFigure): string {
  const { order, names, rows, difference, scale } = figure;
  const inks = inksOf(figure.dark);
  const widest = names ? WIDEST_NAMED : WIDEST;
  const columns = fitColumns(order.length, CELLS, 0, 1, widest, CELLS / Math.max(1, order.length));
  const grid = gridOf(columns, 1);
  const labels = labelsWidth(difference ? [...rows, { ...NOTHING, label: difference.label }] : rows);
  const left = MARGIN + labels;
  const across = Math.max(columns.shown * columns.width, 1);
  const width = left + Math.max(across, CELLS / 2) + MARGIN;
  const hasHeads = names !== null && columns.width >= READABLE;
  const first = TOP + (hasHeads ? HEADS : 0);
  const start = first + (difference ? ROW + BELOW_DIFFERENCE : 0);
  const { tops, total } = stackRows(
    rows.map((row) => row.group !== ""),
    ROW,
    GROUP,
  );

  const stripes = (shown: NonNullable<Shown>, by: Scale, y: number, isSilent?: (neuron: number) => boolean): string => {
    const silent = isSilent && ((place: number): boolean => isSilent(order[place]));
    return cells(
      stripeOf((place) => shown(order[place]), grid, columns.count, by, silent),
      grid,
      left,
      y,
      ROW,
      inks,
    );
  };
  const drawn = rows.map((row, i) => {
    const y = start + tops[i];
    return element("g", {}, [
      row.group ? groupLabel(row.group, MARGIN, y, width - 2 * MARGIN, inks) : "",
      rowLabel(row, MARGIN, y, labels, ROW, inks),
      row.shown
        ? stripes(row.shown, scale, y, figure.isSilent)
        : line(left, y + 14, cut(row.problem ?? "", across, SMALL), { "font-size": SMALL, fill: inks.faint }),
    ]);
  });
  const apart = difference && [
    differenceLabel(difference.label, MARGIN, first, labels, ROW, inks),
    difference.shown ? stripes(difference.shown, difference.scale, first) : "",
    certain(columns, order, difference.isCertain, left, first + ROW + 1, inks),
  ];
  const bottom = start + total;
  const place = figure.marked === null ? -1 : order.indexOf(figure.marked);
  const legend = flow(legendItems(figure, inks), left, bottom + 8, width - left - MARGIN);
  return sheet({ ...figure, width, height: bottom + 8 + legend.height + MARGIN }, [
    hatches(inks),
    hasHeads ? heads(names, order, columns, left, TOP, inks) : "",
    ...(apart ?? []),
    ...drawn,
    place < 0 ? "" : outline(columns, place, left, first, bottom, inks),
    legend.markup,
  ]);
}

const NOTHING: RowLabel = { label: "", n: null, weak: false, fill: "", border: null };

/** Bars under the columns that are certain. */
function certain(
  columns: Columns,
  order: Int32Array,
  isCertain: (neuron: number) => boolean,
  left: number,
  y: number,
  inks: Inks,
): string {
  const gap = columns.width >= 3 ? 1 : 0;
  const bars = certainStretches(columns, (place) => isCertain(order[place])).flatMap(([from, to]) => {
    const single = gap ? Array.from({ length: to - from }, (_, i) => [from + i, from + i + 1]) : [[from, to]];
    return single.map(([one, next]) =>
      box(left + one * columns.width, y, Math.max(1, (next - one) * columns.width - gap), BAR),
    );
  });
  return bars.length ? element("path", { d: bars.join(""), fill: inks.ink }) : "";
}

/** A frame around a column, as on the page. */
function outline(columns: Columns, place: number, left: number, top: number, bottom: number, inks: Inks): string {
  const x = left + (columnLeft(columns, place) ?? 0) - 1;
  const width = Math.max(2, columns.width) + 1;
  return element("rect", {
    x,
    y: top,
    width,
    height: bottom - top,
    fill: "none",
    stroke: inks.ink,
    "stroke-width": 2,
  });
}
