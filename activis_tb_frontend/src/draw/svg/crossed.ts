/** Names against names as a figure, such as labels against predictions: a shade with a number in it for each pair. */

import { inksOf, shaded } from "../color";
import type { Scale } from "../scale";
import { hatches } from "./cells";
import { barItem, flow, wordsItem } from "./legend";
import { cut, textWidth } from "./letters";
import { element, line } from "./markup";
import { MARGIN, sheet, SMALL, TOP, type Heading } from "./sheet";

export interface CrossedCell {
  text: string;
  /** Color of the cell, or `HATCHED`. */
  fill: string;
  /** Readable on it. */
  ink: string;
}

export interface CrossedFigure extends Heading {
  dark: boolean;
  /** Names of the rows and of the columns, in their order. */
  rows: string[];
  columns: string[];
  /** null where there is nothing to show. */
  cellAt: (row: number, column: number) => CrossedCell | null;
  foot: string;
  /** What the shades mean, where that is not plain from the numbers. */
  scale?: { scale: Scale; unit: string };
}

/** Fill of a cell whose number is not known. */
export const HATCHED = "url(#nan)";

/** A number on the page's ink, `strength` 0 to 1 of it. */
export function shadedCell(text: string, strength: number, dark: boolean): CrossedCell {
  const inks = inksOf(dark);
  const { background, ink } = shaded(inks.page, inks.ink, strength);
  return { text, fill: background, ink };
}

const [ROW, GAP] = [22, 1];
const [NARROWEST, WIDEST, LONGEST_NAME] = [26, 72, 160];
const AIR = 8;
/** Cells are made as wide as the names above them where all of them take no more than this. */
const ROOMY = 480;

const longestOf = (names: string[]): number =>
  Math.min(LONGEST_NAME, Math.max(0, ...names.map((name) => textWidth(name, SMALL))));

export function drawCrossedFigure(figure: CrossedFigure): string {
  const { rows, columns, scale } = figure;
  const inks = inksOf(figure.dark);
  const cells = rows.map((_, row) => columns.map((_, column) => figure.cellAt(row, column)));
  const widths = cells.flat().map((cell) => textWidth(cell?.text ?? "", SMALL));
  const [named, headed] = [longestOf(rows), longestOf(columns)];
  const needed = Math.max(NARROWEST, Math.min(WIDEST, AIR + Math.max(0, ...widths)));
  const lying = Math.max(needed, AIR + headed);
  const isUpright = lying > WIDEST || lying * columns.length > ROOMY;
  const side = isUpright ? needed : lying;
  const left = MARGIN + named + AIR;
  const top = TOP + (isUpright ? headed : SMALL) + AIR;

  const head = (name: string, index: number): string => {
    const x = left + (index + 0.5) * side;
    const attributes = { "font-size": SMALL, fill: inks.soft };
    return isUpright
      ? element("g", { transform: `translate(${x + 4} ${top - 6}) rotate(-90)` }, [
          line(0, 0, cut(name, headed, SMALL), attributes),
        ])
      : line(x, top - 6, name, { ...attributes, "text-anchor": "middle" });
  };
  const nameOf = (name: string, index: number): string =>
    line(left - AIR, top + index * ROW + 15, cut(name, named, SMALL), {
      "text-anchor": "end",
      "font-size": SMALL,
      fill: inks.soft,
    });
  const drawn = (cell: CrossedCell | null, row: number, column: number): string => {
    if (!cell) return "";
    const [x, y] = [left + column * side, top + row * ROW];
    return (
      element("rect", { x, y, width: side - GAP, height: ROW - GAP, rx: 2, fill: cell.fill }) +
      line(x + side / 2, y + 15, cell.text, { "text-anchor": "middle", "font-size": SMALL, fill: cell.ink })
    );
  };
  const bottom = top + rows.length * ROW;
  const width = Math.max(left + columns.length * side + MARGIN, 320);
  const items = [
    wordsItem(figure.foot, inks),
    ...(scale ? [barItem("scale", scale.scale, false, scale.unit, inks)] : []),
  ];
  const foot = flow(items, MARGIN, bottom + 8, width - 2 * MARGIN);
  return sheet({ ...figure, width, height: bottom + 8 + foot.height + MARGIN }, [
    cells.flat().some((cell) => cell?.fill === HATCHED) ? hatches(inks) : "",
    columns.map(head).join(""),
    ...rows.map((name, row) => nameOf(name, row) + cells[row].map((cell, column) => drawn(cell, row, column)).join("")),
    foot.markup,
  ]);
}
