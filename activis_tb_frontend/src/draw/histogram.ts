/** Bars of a small histogram: where each stands and how much of it is selected; numbers in, rectangles out. */

export interface Bar {
  x: number;
  width: number;
  /** Height of all instances and of the selected ones among them, in pixels. */
  height: number;
  selected: number;
}

/** Bars that fill a box; a bin with any instance is at least one pixel high. */
export function barsOf(counts: number[], selected: number[] | undefined, width: number, height: number): Bar[] {
  const most = Math.max(1, ...counts);
  const step = width / counts.length;
  const tall = (n: number): number => (n ? Math.max(1, (n / most) * height) : 0);
  return counts.map((n, bin) => ({
    x: bin * step,
    width: Math.max(1, step - 1),
    height: tall(n),
    selected: selected ? Math.min(tall(n), tall(selected[bin])) : 0,
  }));
}

/** The bin under a place of the box; within it always. */
export function binAt(x: number, width: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor((x / Math.max(1, width)) * bins)));
}
