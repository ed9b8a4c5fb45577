/** Which columns of a matrix are in view and how wide they are: scrolled and zoomed by wheel, keys and the overview. */

import { fitColumns, reveal, WIDEST, WIDEST_NAMED, type Columns } from "../draw/columns";

/** One step of the keys or the buttons. */
const STEP = 1.5;
/** Wheels give pixels; so many of them double the width. */
const DOUBLING = 240;

export type ColumnView = ReturnType<typeof createColumnView>;

export function createColumnView(count: () => number, names: () => string[] | null) {
  let width = $state(0);
  let first = $state(0);
  let wish = $state<number | null>(null);

  const widest = $derived(names() ? WIDEST_NAMED : WIDEST);
  const fit = (start: number, wanted: number | null): Columns =>
    fitColumns(count(), width, start, window.devicePixelRatio, widest, wanted);
  const columns = $derived(fit(first, wish));
  const narrowest = $derived(fit(0, 0).width);

  /** Makes columns `factor` times as wide, keeping the one at `x` where it is. */
  function zoom(factor: number, x = width / 2): void {
    const at = columns.first + x / columns.width;
    // Columns are whole pixels wide: small steps add up in the wish until they make one.
    wish = Math.max(narrowest, Math.min(widest, (wish ?? columns.width) * factor));
    first = Math.max(0, at - x / fit(0, wish).width);
  }

  function wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoom(2 ** (-event.deltaY / DOUBLING), event.offsetX);
      return;
    }
    const across = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (!across || columns.shown === columns.count) return;
    event.preventDefault();
    show(columns.first + across / columns.width);
  }

  function show(column: number): void {
    first = Math.max(0, Math.min(count() - columns.shown, column));
  }

  return {
    wheel,
    show,
    reveal: (column: number) => (first = reveal(columns, column)),
    wider: () => zoom(STEP),
    narrower: () => zoom(1 / STEP),
    /** As wide as at first. */
    reset: () => (wish = null),
    get canWiden() {
      return columns.width < widest - 1e-6;
    },
    get canNarrow() {
      return columns.width > narrowest + 1e-6;
    },
    get columns() {
      return columns;
    },
    get width() {
      return width;
    },
    set width(pixels) {
      width = pixels;
    },
  };
}
