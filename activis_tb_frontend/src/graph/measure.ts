/** Widths of names in the font of the page. */

import type { Measure } from "./layout";

/** About the width of a character as a share of the font's size, for where there is no canvas. */
const AVERAGE = 0.53;

/** `size` is in pixels. */
export function createMeasure(element: Element, size = 11): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const widths = new Map<string, number>();
  if (context === null) return (text) => AVERAGE * size * text.length;
  context.font = `${size}px ${getComputedStyle(element).fontFamily || "sans-serif"}`;
  return (text) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    const width = context.measureText(text).width;
    widths.set(text, width);
    return width;
  };
}
