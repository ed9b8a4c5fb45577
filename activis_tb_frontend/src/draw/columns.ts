/** Where the neurons' columns lie: as wide as fits, never under 4 px, on whole device pixels so that all are equally wide. */

export interface Columns {
  count: number;
  /** Width of one column in CSS pixels. */
  width: number;
  /** The first column that shows, and how many do. */
  first: number;
  shown: number;
}

export const NARROWEST = 4;
const WIDEST = 26;

/** `count` columns in `space` CSS pixels; where they do not all fit, as many as do from `first` on. */
export function fitColumns(count: number, space: number, first = 0, ratio = 1): Columns {
  const widest = Math.min(WIDEST, Math.floor((space / Math.max(count, 1)) * ratio) / ratio);
  if (widest >= NARROWEST) return { count, width: widest, first: 0, shown: count };
  const shown = Math.max(1, Math.min(count, Math.floor(space / NARROWEST)));
  const start = Math.max(0, Math.min(Math.round(first), count - shown));
  return { count, width: NARROWEST, first: start, shown };
}

/** The column under `x` (0 is the left edge of the first one shown); -1 beside them. */
export function columnAt(columns: Columns, x: number): number {
  const offset = Math.floor(x / columns.width);
  return x >= 0 && offset < columns.shown ? columns.first + offset : -1;
}

/** Left edge of `column`; null when it is scrolled out of view. */
export function columnLeft(columns: Columns, column: number): number | null {
  const offset = column - columns.first;
  return offset >= 0 && offset < columns.shown ? offset * columns.width : null;
}

/** The first column to show so that `column` is in view, moving as little as possible. */
export function reveal(columns: Columns, column: number): number {
  if (column < columns.first) return column;
  if (column >= columns.first + columns.shown) return column - columns.shown + 1;
  return columns.first;
}

/** Tops of rows of equal height with a `space` above those of `gaps`, and the height of all. */
export function stackRows(gaps: boolean[], height: number, space: number): { tops: number[]; total: number } {
  let y = 0;
  const tops = gaps.map((gap) => {
    y += gap ? space : 0;
    const top = y;
    y += height;
    return top;
  });
  return { tops, total: y };
}

/** The row under `y`; -1 between rows and outside. */
export function rowAt(tops: number[], height: number, y: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle] <= y) low = middle + 1;
    else high = middle;
  }
  return low > 0 && y < tops[low - 1] + height ? low - 1 : -1;
}
