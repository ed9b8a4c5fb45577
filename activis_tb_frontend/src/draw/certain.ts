/** Draws which columns are certain: a short bar under each, of narrow columns under each pixel that has one. */

import type { Columns } from "./columns";

/** Height of a bar in CSS pixels. */
export const BAR = 2;

/** Stretches of columns in view that lie side by side and are certain, as places from the first column in view: start and end. */
export function certainStretches(columns: Columns, isCertain: (place: number) => boolean): [number, number][] {
  const stretches: [number, number][] = [];
  const end = columns.first + columns.shown;
  for (let place = columns.first; place < end; place++) {
    if (!isCertain(place)) continue;
    const at = place - columns.first;
    const last = stretches.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else stretches.push([at, at + 1]);
  }
  return stretches;
}

/** Bars at `top`, inked; columns of 4 px and more have gaps between their bars. */
export function drawCertain(
  context: CanvasRenderingContext2D,
  columns: Columns,
  isCertain: (place: number) => boolean,
  top: number,
  ink: string,
): void {
  context.fillStyle = ink;
  const gap = columns.width >= 3 ? 1 : 0;
  for (const [start, end] of certainStretches(columns, isCertain)) {
    if (!gap) context.fillRect(start * columns.width, top, Math.max(1, (end - start) * columns.width), BAR);
    else for (let at = start; at < end; at++) context.fillRect(at * columns.width, top, columns.width - gap, BAR);
  }
}
