/** Which part of a plot is looked at: all of it until the user zooms or pans. */

import { fitView, panBy, revealPoint, zoomAt, type Box, type View } from "../draw/viewport";

const MOST = 200;

/** `size` is width and height in pixels; `padding` stays free at the sides while all is shown. */
export function createZoomed(box: () => Box, size: () => readonly [number, number], padding: number) {
  let moved: View | null = $state.raw(null);
  const fitted = $derived(fitView(box(), ...size(), padding));
  const view = $derived(moved ?? fitted);

  return {
    get view() {
      return view;
    },
    /** How much larger than where all is shown. */
    get factor() {
      return view.k / fitted.k;
    },
    pan: (dx: number, dy: number) => (moved = panBy(view, dx, dy)),
    reset: () => (moved = null),
    /** Whether there was anything left to zoom. */
    zoom(factor: number, x = size()[0] / 2, y = size()[1] / 2): boolean {
      const next = zoomAt(view, factor, x, y, [fitted.k, MOST * fitted.k]);
      if (next.k === view.k) return false;
      moved = next.k === fitted.k ? null : next;
      return true;
    },
    /** Brings a point of the screen into view. */
    reveal(x: number, y: number): void {
      const shown = revealPoint(view, x, y, ...size(), padding);
      if (shown !== view) moved = shown;
    },
  };
}
