/** A confusion matrix as a figure: labels against predictions, counts on shades. */

import { inksOf, inkOn, rgbOf, blend } from "../color";
import { wholeCount } from "../numbers";
import { cssOf, pixelOf } from "../scale";
import { flow, wordsItem } from "./legend";
import { cut, textWidth } from "./letters";
import { element, line } from "./markup";
import { MARGIN, sheet, SMALL, TOP, type Heading } from "./sheet";

export interface ConfusionFigure extends Heading {
  dark: boolean;
  /** Names of the classes, in their order. */
  names: string[];
  /** Count of a label's row and a prediction's column. */
  countAt: (row: number, column: number) => number;
  /** How strongly such a cell is shaded, 0 to 1. */
  shadeAt: (row: number, column: number) => number;
  foot: string;
}

const [ROW, GAP] = [22, 1];
const [NARROWEST, WIDEST, LONGEST_NAME] = [26, 72, 160];
const AIR = 8;

export function drawConfusionFigure(figure: ConfusionFigure): string {
  const { names, countAt, shadeAt } = figure;
  const inks = inksOf(figure.dark);
  const all = names.flatMap((_, row) => names.map((_, column) => countAt(row, column)));
  const widths = all.map((n) => textWidth(wholeCount(n), SMALL));
  const longest = Math.min(LONGEST_NAME, Math.max(0, ...names.map((name) => textWidth(name, SMALL))));
  const side = Math.max(NARROWEST, Math.min(WIDEST, AIR + Math.max(0, ...widths)));
  const isUpright = names.some((name) => textWidth(name, SMALL) > side - 2);
  const left = MARGIN + longest + AIR;
  const top = TOP + (isUpright ? longest : SMALL) + AIR;

  const column = (name: string, index: number): string => {
    const x = left + (index + 0.5) * side;
    const attributes = { "font-size": SMALL, fill: inks.soft };
    return isUpright
      ? element("g", { transform: `translate(${x + 4} ${top - 6}) rotate(-90)` }, [
          line(0, 0, cut(name, longest, SMALL), attributes),
        ])
      : line(x, top - 6, name, { ...attributes, "text-anchor": "middle" });
  };
  const row = (name: string, index: number): string =>
    line(left - AIR, top + index * ROW + 15, cut(name, longest, SMALL), {
      "text-anchor": "end",
      "font-size": SMALL,
      fill: inks.soft,
    });
  const cell = (label: number, prediction: number): string => {
    const n = countAt(label, prediction);
    if (!n) return "";
    const color = blend(rgbOf(inks.page), rgbOf(inks.ink), shadeAt(label, prediction));
    const [x, y] = [left + prediction * side, top + label * ROW];
    const fill = cssOf(pixelOf(color));
    const hex = `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    return (
      element("rect", { x, y, width: side - GAP, height: ROW - GAP, rx: 2, fill }) +
      line(x + side / 2, y + 15, wholeCount(n), { "text-anchor": "middle", "font-size": SMALL, fill: inkOn(hex) })
    );
  };
  const bottom = top + names.length * ROW;
  const width = Math.max(left + names.length * side + MARGIN, 320);
  const foot = flow([wordsItem(figure.foot, inks)], MARGIN, bottom + 8, width - 2 * MARGIN);
  return sheet({ ...figure, width, height: bottom + 8 + foot.height + MARGIN }, [
    names.map(column).join(""),
    ...names.map((name, label) => row(name, label) + names.map((_, prediction) => cell(label, prediction)).join("")),
    foot.markup,
  ]);
}
