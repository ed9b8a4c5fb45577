/** The health of all layers at all steps as a figure: a row of cells per layer, a column per step. */

import { inksOf } from "../color";
import { createScale } from "../scale";
import { box } from "./cells";
import { barItem, flow, wordsItem } from "./legend";
import { cut, textWidth } from "./letters";
import { element, line } from "./markup";
import { LABEL, MARGIN, sheet, SMALL, TOP, type Heading } from "./sheet";

export interface HealthFigure extends Heading {
  dark: boolean;
  steps: number[];
  layers: { name: string; numbers: (number | null)[] }[];
  domain: [number, number];
  /** What the numbers are. */
  unit: string;
  foot: string;
}

const [CELLS, WIDEST, ROW, LONGEST_NAME] = [480, 48, 20, 200];
const AIR = 8;

/** The steps that are written below their columns: as many as fit side by side, the last one always. */
function written(steps: number[], width: number): number[] {
  const needed = Math.max(0, ...steps.map((step) => textWidth(String(step), SMALL))) + AIR;
  const every = Math.max(1, Math.ceil(needed / width));
  return steps.map((_, place) => place).filter((place) => (steps.length - 1 - place) % every === 0);
}

export function drawHealthFigure(figure: HealthFigure): string {
  const { steps, layers, domain } = figure;
  const inks = inksOf(figure.dark);
  const scale = createScale(domain, figure.dark, inks.page);
  const longest = Math.min(LONGEST_NAME, Math.max(0, ...layers.map(({ name }) => textWidth(name, LABEL))));
  const left = MARGIN + longest + AIR;
  const side = Math.min(WIDEST, CELLS / Math.max(1, steps.length));
  const rows = layers.map(({ name, numbers }, index) => {
    const y = TOP + index * ROW;
    const cells = numbers.map((number, step) => {
      const d = box(left + step * side, y + 1.5, Math.max(0.5, side - (side > 4 ? 1 : 0)), ROW - 3);
      return number === null
        ? element("path", { d, fill: inks.line, "fill-opacity": 0.4 })
        : element("path", { d, fill: scale.fill(number) });
    });
    const frame = { x: left, y: y + 1, width: side * steps.length, height: ROW - 2, fill: "none", stroke: inks.line };
    return line(MARGIN, y + 14, cut(name, longest, LABEL)) + cells.join("") + element("rect", frame);
  });
  const bottom = TOP + layers.length * ROW;
  const axis = written(steps, side).map((place) =>
    line(left + (place + 0.5) * side, bottom + 13, String(steps[place]), {
      "text-anchor": "middle",
      "font-size": SMALL,
      fill: inks.faint,
    }),
  );
  const width = Math.max(left + side * steps.length + MARGIN, 420);
  const items = [wordsItem(figure.foot, inks), barItem("scale", scale, false, figure.unit, inks)];
  const legend = flow(items, left, bottom + 20, width - left - MARGIN);
  return sheet({ ...figure, width, height: bottom + 20 + legend.height + MARGIN }, [
    ...rows,
    axis.join(""),
    legend.markup,
  ]);
}
