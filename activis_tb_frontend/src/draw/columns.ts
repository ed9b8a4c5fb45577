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
export const WIDEST = 26;
/** Columns with a name at their head may be as wide as a short word. */
export const WIDEST_NAMED = 64;

/** Columns narrower than a device pixel share it, so any width down to "all fit" will do; wider ones are whole pixels. */
function wholePixels(width: number, ratio: number): number {
  return width * ratio < 1 ? width : Math.floor(width * ratio) / ratio;
}

/**
 * `count` columns in `space` CSS pixels. Without a `wish` as wide as fits, but never under 4 px: where they do not all fit, as many as
 * do from `first` on. With one they have that width, between all of them in view and the widest.
 */
export function fitColumns(
  count: number,
  space: number,
  first = 0,
  ratio = 1,
  widest = WIDEST,
  wish: number | null = null,
): Columns {
  const fitting = space / Math.max(count, 1);
  const wished = wish === null ? Math.max(NARROWEST, fitting) : Math.max(wish, Math.min(fitting, NARROWEST));
  const width = wholePixels(Math.min(widest, wished), ratio) || NARROWEST;
  const shown = Math.max(Math.min(1, count), Math.min(count, Math.floor(space / width + 1e-9)));
  const start = Math.max(0, Math.min(Math.round(first), count - shown));
  return { count, width, first: start, shown };
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

/** The rows that lie between `from` and `to` at least in part: the first, and the one after the last. */
export function rowsBetween(tops: number[], height: number, from: number, to: number): [number, number] {
  return [countBelow(tops, from - height, true), countBelow(tops, to, false)];
}

/** How many of ascending `tops` are less than `y`, or equal where `inclusive`. */
function countBelow(tops: number[], y: number, inclusive: boolean): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle] < y || (inclusive && tops[middle] === y)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The row under `y`; -1 between rows and outside. */
export function rowAt(tops: number[], height: number, y: number): number {
  const low = countBelow(tops, y, true);
  return low > 0 && y < tops[low - 1] + height ? low - 1 : -1;
}
