/** The sheet that a figure stands on: its size and background, its title, and the fonts of all that is on it. */

import { inksOf } from "../color";
import { element, escaped, line } from "./markup";
import { cut } from "./letters";

/** Blank on all four sides. */
export const MARGIN = 16;
/** What the title takes; a figure's own drawing begins below it. */
export const TOP = MARGIN + 46;
/** Sizes of letters in pixels. */
export const [TITLE, LABEL, SMALL] = [15, 12, 11] as const;
const FONTS = "Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif";

export interface Heading {
  title: string;
  /** Where and when: run, data set, step. */
  subtitle: string;
}

export interface Sheet extends Heading {
  width: number;
  height: number;
  dark: boolean;
}

/** A whole SVG document with `body`, markup, on it. */
export function sheet({ title, subtitle, width, height, dark }: Sheet, body: string[]): string {
  const inks = inksOf(dark);
  const room = width - 2 * MARGIN;
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
    role: "img",
    "aria-labelledby": "title desc",
    "font-family": FONTS,
    "font-size": LABEL,
    fill: inks.ink,
  };
  const head = [
    element("title", { id: "title" }, [escaped(title)]),
    element("desc", { id: "desc" }, [escaped(subtitle)]),
    element("rect", { ...size, fill: inks.page }),
    line(MARGIN, MARGIN + 13, cut(title, room, TITLE), { "font-size": TITLE, "font-weight": 500 }),
    line(MARGIN, MARGIN + 31, cut(subtitle, room, SMALL), { "font-size": SMALL, fill: inks.soft }),
  ];
  return `${element("svg", attributes, ["\n", ...[...head, ...body].map((part) => `${part}\n`)])}\n`;
}
