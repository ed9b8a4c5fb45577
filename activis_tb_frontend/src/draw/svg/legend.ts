/** The legend under a figure: bars of colors with the ends of their domains, and signs with a word each. */

import type { Inks } from "../color";
import { shortNumber } from "../numbers";
import { stopsOf, type Scale } from "../scale";
import { box } from "./cells";
import { textWidth } from "./letters";
import { element, line } from "./markup";
import { SMALL } from "./sheet";

/** Something as wide as `width`, drawn with its left end at `x` and its middle at `y`. */
export interface Item {
  width: number;
  draw: (x: number, y: number) => string;
}

const [BAR, SIGN, THICK] = [60, 12, 8];
const [GAP, BETWEEN] = [5, 16];

const words = (x: number, y: number, text: string, inks: Inks, anchor: string | null = null): string =>
  line(x, y + 4, text, { "font-size": SMALL, fill: inks.faint, "text-anchor": anchor });

/** A bar of a scale's colors; `id` is unique in the figure. */
export function barItem(id: string, scale: Scale, clips: boolean, unit: string, inks: Inks): Item {
  const [low, high] = scale.domain;
  const before = `${clips && low < 0 ? "≤ " : ""}${shortNumber(low)}`;
  const after = `${clips ? "≥ " : ""}${shortNumber(high)}${unit ? ` ${unit}` : ""}`;
  const left = textWidth(before, SMALL) + GAP;
  const stops = stopsOf(scale).map((color, i, { length }) =>
    element("stop", { offset: i / (length - 1), "stop-color": color }),
  );
  return {
    width: left + BAR + GAP + textWidth(after, SMALL),
    draw: (x, y) =>
      element("linearGradient", { id }, stops) +
      words(x + left - GAP, y, before, inks, "end") +
      element("rect", {
        x: x + left,
        y: y - THICK / 2,
        width: BAR,
        height: THICK,
        fill: `url(#${id})`,
        stroke: inks.line,
      }) +
      words(x + left + BAR + GAP, y, after, inks),
  };
}

/** A sign as wide as `wide`, drawn as an item is, and what it means. */
export function textItem(wide: number, draw: Item["draw"], text: string, inks: Inks): Item {
  return {
    width: wide + GAP + textWidth(text, SMALL),
    draw: (x, y) => draw(x, y) + words(x + wide + GAP, y, text, inks),
  };
}

/** A sign `thick` pixels high and what it means. */
export function signItem(fill: string, thick: number, text: string, inks: Inks): Item {
  return textItem(SIGN, (x, y) => element("path", { d: box(x, y - thick / 2, SIGN, thick), fill }), text, inks);
}

/** A class' dot with its name. */
export function dotItem(color: string, text: string, inks: Inks): Item {
  return {
    width: SIGN + textWidth(text, SMALL),
    draw: (x, y) =>
      element("circle", { cx: x + 4, cy: y, r: 4, fill: color }) +
      line(x + SIGN, y + 4, text, { "font-size": SMALL, fill: inks.soft }),
  };
}

export function wordsItem(text: string, inks: Inks): Item {
  return { width: textWidth(text, SMALL), draw: (x, y) => words(x, y, text, inks) };
}

/** Height of a line of items. */
export const LEGEND_LINE = 20;

/** Items in lines from `x` on, as many in each as fit into `room`; and how high they are. */
export function flow(items: Item[], x: number, y: number, room: number): { markup: string; height: number } {
  let [at, lines] = [0, items.length ? 1 : 0];
  const drawn = items.map((item) => {
    if (at > 0 && at + item.width > room) [at, lines] = [0, lines + 1];
    const markup = item.draw(x + at, y + (lines - 0.5) * LEGEND_LINE);
    at += item.width + BETWEEN;
    return markup;
  });
  return { markup: drawn.join(""), height: lines * LEGEND_LINE };
}
