/** The labels beside the rows of a matrix figure: a dot or a framed square, the name, how many instances. */

import type { Inks } from "../color";
import { wholeCount } from "../numbers";
import { cut, textWidth } from "./letters";
import { element, line } from "./markup";
import { LABEL, SMALL } from "./sheet";

export interface RowLabel {
  label: string;
  n: number | null;
  /** Fewer instances than make a good mean. */
  weak: boolean;
  /** Color of the row's class. */
  fill: string;
  /** Color of the predicted class, for an instance. */
  border: string | null;
}

const [GLYPH, GAP, BEFORE_CELLS] = [10, 7, 8];
const [NARROWEST, WIDEST] = [90, 260];

function countOf({ n, weak }: RowLabel): string {
  return n === null ? "" : (weak ? "△ " : "") + wholeCount(n);
}

/** As wide as the longest label needs, within bounds. */
export function labelsWidth(rows: RowLabel[]): number {
  const needs = rows.map((row) => {
    const count = textWidth(countOf(row), LABEL);
    return GLYPH + GAP + textWidth(row.label, LABEL) + (count ? count + 2 * GAP : 0) + BEFORE_CELLS;
  });
  return Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(Math.max(0, ...needs))));
}

function glyph({ fill, border }: RowLabel, x: number, middle: number, inks: Inks): string {
  if (border === null)
    return element("circle", { cx: x + 5, cy: middle, r: 4.5, fill, stroke: inks.ink, "stroke-opacity": 0.25 });
  return (
    element("rect", {
      x: x + 1,
      y: middle - 4,
      width: 8,
      height: 8,
      fill: inks.page,
      stroke: border,
      "stroke-width": 2,
    }) + element("rect", { x: x + 3, y: middle - 2, width: 4, height: 4, fill })
  );
}

/** The label of a row whose box begins at `x`, `y`; cells begin `width` farther right. */
export function rowLabel(row: RowLabel, x: number, y: number, width: number, height: number, inks: Inks): string {
  const middle = y + height / 2;
  const count = countOf(row);
  const counted = count ? textWidth(count, LABEL) + GAP : 0;
  const room = width - GLYPH - GAP - counted - BEFORE_CELLS;
  return (
    glyph(row, x, middle, inks) +
    line(x + GLYPH + GAP, middle + 4, cut(row.label, room, LABEL)) +
    (count ? line(x + width - BEFORE_CELLS, middle + 4, count, { "text-anchor": "end", fill: inks.faint }) : "")
  );
}

/** The label of the difference row, with a sign in place of a dot. */
export function differenceLabel(
  label: string,
  x: number,
  y: number,
  width: number,
  height: number,
  inks: Inks,
): string {
  const middle = y + height / 2;
  const d = `M${x + 1} ${middle - 2}h8M${x + 1} ${middle + 2}h8`;
  const room = width - GLYPH - GAP - BEFORE_CELLS;
  return (
    element("path", { d, stroke: inks.soft, "stroke-width": 1.4, fill: "none" }) +
    line(x + GLYPH + GAP, middle + 4, cut(label, room, LABEL))
  );
}

/** The title above the first row of a group. */
export function groupLabel(title: string, x: number, y: number, width: number, inks: Inks): string {
  return line(x, y - 5, cut(title, width, SMALL), { "font-size": SMALL, fill: inks.faint });
}
