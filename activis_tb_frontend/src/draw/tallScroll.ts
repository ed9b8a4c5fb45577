/** Scrolling through more pixels than a browser's element can be high. */

/** Browsers cut elements off above 33,554,432 pixels, some well below. */
export const TALLEST = 15_000_000;

export interface TallScroll {
  /** Height of the element that is scrolled. */
  height: number;
  /** The place in the whole that an element's scroll position stands for, and back. */
  placeAt(scrollTop: number): number;
  scrollTo(place: number): number;
}

/** How `total` pixels are scrolled in a window of `view` pixels: as they are, or, beyond what an element can be, in proportion. */
export function tallScroll(total: number, view: number, tallest = TALLEST): TallScroll {
  const height = Math.min(total, tallest);
  const factor = height > view ? (total - view) / (height - view) : 1;
  return { height, placeAt: (scrollTop) => scrollTop * factor, scrollTo: (place) => place / factor };
}
