/** The drawer below one layer's matrix: its marked neuron's card or the table of all its neurons, which are transient; or the nearest instances
 *  of one, which are part of the view, and so of the link and undo. */

import type { Nearest, View } from "./view";

export type Tab = "neuron" | "neurons" | "nearest";

export type Drawer = ReturnType<typeof createDrawer>;

/** `listNearest` changes the view. */
export function createDrawer(view: () => View, listNearest: (nearest: Nearest | null) => void) {
  let open = $state.raw<{ layer: string; tab: Tab } | null>(null);
  let listed = $state.raw<number[]>([]);
  /** A card without its neuron has nothing to say. */
  const shown = $derived.by(() => {
    const { neurons, nearest } = view();
    if (open && (open.tab !== "neuron" || neurons[open.layer] !== undefined)) return open;
    return nearest && { layer: nearest.layer, tab: "nearest" as const };
  });

  function close(): void {
    open = null;
    if (view().nearest) listNearest(null);
  }

  return {
    open: (layer: string, tab: Tab) => void (open = { layer, tab }),
    /** Lists the nearest instances of one. */
    near(nearest: Nearest): void {
      open = null;
      listNearest(nearest);
    },
    close,
    /** Opens the drawer, or closes it where it is open like this. */
    toggle(layer: string, tab: Tab): void {
      if (shown?.layer === layer && shown.tab === tab) close();
      else open = { layer, tab };
    },
    get layer() {
      return shown?.layer ?? null;
    },
    get tab() {
      return shown?.tab ?? "neuron";
    },
    /** Table rows of the instances that it shows, whose details it needs. */
    get listed() {
      return listed;
    },
    set listed(rows: number[]) {
      listed = rows;
    },
  };
}
