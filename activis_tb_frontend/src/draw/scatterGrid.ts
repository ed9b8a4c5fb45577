/** A uniform grid over the dots: which dot lies nearest to the pointer, and which comes next in a direction. */

import type { Places } from "./scatterDots";

export interface Grid {
  places: Places;
  columns: number;
  rows: number;
  /** Side of a cell in world units. */
  cell: number;
  /** [columns * rows + 1] where the dots of each cell start in `dots`. */
  starts: Uint32Array;
  dots: Uint32Array;
}

const DOTS_PER_CELL = 3;

/** Counts, then fills: two passes over the dots and no allocation per cell. Dots without a place are in no cell. */
export function indexDots(places: Places): Grid {
  const { box, n, xy } = places;
  const [width, height] = [Math.max(box.right - box.left, 1e-6), Math.max(box.bottom - box.top, 1e-6)];
  const cell = Math.max(Math.sqrt((width * height * DOTS_PER_CELL) / Math.max(n, 1)), Math.max(width, height) / 1024);
  const [columns, rows] = [Math.floor(width / cell) + 1, Math.floor(height / cell) + 1];
  const grid = { places, columns, rows, cell, starts: new Uint32Array(columns * rows + 1), dots: new Uint32Array(n) };
  for (let i = 0; i < n; i++) if (!Number.isNaN(xy[2 * i]!)) grid.starts[cellOf(grid, i) + 1]!++;
  for (let c = 0; c < columns * rows; c++) grid.starts[c + 1]! += grid.starts[c]!;
  const next = grid.starts.slice();
  for (let i = 0; i < n; i++) if (!Number.isNaN(xy[2 * i]!)) grid.dots[next[cellOf(grid, i)]!++] = i;
  return grid;
}

function cellOf(grid: Grid, dot: number): number {
  const { xy, box } = grid.places;
  const column = clamp(Math.floor((xy[2 * dot]! - box.left) / grid.cell), grid.columns);
  return clamp(Math.floor((xy[2 * dot + 1]! - box.top) / grid.cell), grid.rows) * grid.columns + column;
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}

/** The dot nearest to (x, y) within `radius`, all in world units; -1 for none; the lowest index among equals. */
export function nearestDot(grid: Grid, x: number, y: number, radius: number): number {
  const { xy, box } = grid.places;
  const column = (at: number) => clamp(Math.floor((at - box.left) / grid.cell), grid.columns);
  const row = (at: number) => clamp(Math.floor((at - box.top) / grid.cell), grid.rows);
  let [best, bestSquare] = [-1, radius * radius];
  for (let r = row(y - radius); r <= row(y + radius); r++) {
    const start = grid.starts[r * grid.columns + column(x - radius)]!;
    const end = grid.starts[r * grid.columns + column(x + radius) + 1]!;
    for (let at = start; at < end; at++) {
      const dot = grid.dots[at]!;
      const square = (xy[2 * dot]! - x) ** 2 + (xy[2 * dot + 1]! - y) ** 2;
      if (square < bestSquare || (square === bestSquare && (best < 0 || dot < best)))
        [best, bestSquare] = [dot, square];
    }
  }
  return best;
}

/** The first of the dots that have a place, or the last one; -1 for none. */
export function outermostDot({ places: { n, xy } }: Grid, which: "first" | "last"): number {
  const by = which === "first" ? 1 : -1;
  let dot = by > 0 ? 0 : n - 1;
  while (dot >= 0 && dot < n && Number.isNaN(xy[2 * dot]!)) dot += by;
  return dot < n ? dot : -1;
}

/**
 * The nearest dot that lies within 45 degrees of the direction (dx, dy), one of them 0 and the other 1 or -1; -1 for none.
 * From no dot (-1) the one nearest to the middle. Reads every dot, which takes 1 ms at 100,000.
 */
export function nextDot({ places: { n, xy, box } }: Grid, from: number, dx: number, dy: number): number {
  const [x, y] =
    from < 0 ? [(box.left + box.right) / 2, (box.top + box.bottom) / 2] : [xy[2 * from]!, xy[2 * from + 1]!];
  let [best, bestSquare] = [-1, Infinity];
  for (let i = 0; i < n; i++) {
    const [right, down] = [xy[2 * i]! - x, xy[2 * i + 1]! - y];
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right * dy) + Math.abs(down * dx);
    const square = right * right + down * down;
    if (square < bestSquare && i !== from && (from < 0 || (ahead > 0 && aside <= ahead)))
      [best, bestSquare] = [i, square];
  }
  return best;
}
