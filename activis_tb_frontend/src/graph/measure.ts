/** Widths of names in the font of the page. */

import type { Measure } from "./layout";

/** About the width of a character at 11 px, for where there is no canvas. */
const AVERAGE = 5.8;

export function createMeasure(element: Element): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const widths = new Map<string, number>();
  if (context === null) return (text) => AVERAGE * text.length;
  context.font = `11px ${getComputedStyle(element).fontFamily || "sans-serif"}`;
  return (text) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    const width = context.measureText(text).width;
    widths.set(text, width);
    return width;
  };
}
