/** A table as a figure: named lines with a colored dot each, and columns of numbers. */

import { inksOf } from "../color";
import { flow, wordsItem } from "./legend";
import { cut, textWidth } from "./letters";
import { element, line } from "./markup";
import { LABEL, MARGIN, sheet, SMALL, TOP, type Heading } from "./sheet";

export interface ListedFigure extends Heading {
  dark: boolean;
  /** What the lines are, then the names of the columns. */
  heads: string[];
  lines: { color: string; name: string; isStrong: boolean; cells: string[] }[];
  foot: string;
}

const [ROW, DOT, GAP, LONGEST_NAME, LONGEST_HEAD] = [22, 14, 20, 260, 160];

export function drawListedFigure(figure: ListedFigure): string {
  const { heads, lines } = figure;
  const inks = inksOf(figure.dark);
  const [first, ...others] = heads;
  const names = lines.map(({ name }) => textWidth(name, LABEL));
  const named = DOT + Math.min(LONGEST_NAME, Math.ceil(Math.max(textWidth(first, SMALL), ...names)));
  const widths = others.map((head, column) =>
    Math.max(
      Math.min(LONGEST_HEAD, textWidth(head, SMALL)),
      ...lines.map(({ cells }) => textWidth(cells[column], LABEL)),
    ),
  );
  /** Where the columns end. */
  const ends = widths.map((_, column) =>
    widths.slice(0, column + 1).reduce((x, width) => x + GAP + width, MARGIN + named),
  );
  const top = TOP + ROW;
  const width = Math.max((ends.at(-1) ?? MARGIN + named) + MARGIN, 320);

  const head = { "font-size": SMALL, fill: inks.soft };
  const title = line(MARGIN, TOP + 13, first, head);
  const titles = others.map((name, column) =>
    line(ends[column], TOP + 13, cut(name, LONGEST_HEAD, SMALL), { ...head, "text-anchor": "end" }),
  );
  const drawn = lines.map(({ color, name, isStrong, cells }, row) => {
    const y = top + row * ROW;
    const weight = { "font-weight": isStrong ? 500 : null };
    const shown = line(MARGIN + DOT, y + 15, cut(name, named - DOT, LABEL), weight);
    const numbers = cells.map((text, column) => line(ends[column], y + 15, text, { ...weight, "text-anchor": "end" }));
    return element("circle", { cx: MARGIN + 4, cy: y + 11, r: 4, fill: color }) + shown + numbers.join("");
  });
  const rule = element("path", { d: `M${MARGIN} ${top}H${Math.round(width - MARGIN)}`, stroke: inks.line });
  const bottom = top + lines.length * ROW;
  const foot = flow([wordsItem(figure.foot, inks)], MARGIN, bottom + 8, width - 2 * MARGIN);
  return sheet({ ...figure, width, height: bottom + 8 + foot.height + MARGIN }, [
    title + titles.join(""),
    rule,
    ...drawn,
    foot.markup,
  ]);
}
