/** Pointing at a view of instances with pointer and keys: what is hovered for the moment, and what a click or Enter takes. */

import type { Page } from "../state/page.svelte";

interface Pointed {
  /** The instance under the pointer, by table row; -1 for none. */
  rowAt: (event: MouseEvent) => number;
  /** The instance that a key moves to from another one, brought into view; -1 for a key that moves nowhere. */
  move: (from: number, key: string) => number;
  onchoose: (row: number, event: MouseEvent | KeyboardEvent) => void;
  onfocus: (row: number) => void;
}

/** The listeners of the element that shows the instances. */
export function instancePointing(page: Page, { rowAt, move, onchoose, onfocus }: Pointed) {
  const leave = (): void => page.hover.set({ instance: -1 });

  return {
    onpointermove: (event: PointerEvent): void => page.hover.set({ instance: rowAt(event) }),
    onpointerleave: leave,
    onblur: leave,
    onclick(event: MouseEvent): void {
      const row = rowAt(event);
      if (row < 0) return;
      page.hover.set({ instance: row }); // what loses the focus to this panel clears what is hovered
      onchoose(row, event);
    },
    onkeydown(event: KeyboardEvent): void {
      const row = page.hover.now().instance;
      if (event.key === "Enter" && row >= 0) return onchoose(row, event);
      const next = move(row, event.key);
      if (next < 0) return;
      event.preventDefault();
      onfocus(next);
    },
  };
}
