/** What a click changes about the projections: their method, the maps beside them, trails, which dots are hidden or circled. */

import type { Update } from "./actions";
import { toggledMap, type MapAddress } from "./maps";
import type { Lasso, View } from "./view";

/** Without an item that is there, else with it. */
function toggled<T>(items: T[], item: T): T[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

/** `anchored` is what the view holds from then on when the map of another moment is asked for. */
export function createMapActions(update: Update, view: () => View, anchored: () => Pick<View, "anchor">) {
  return {
    chooseMethod: (layer: string, method: string) => update({ methods: { ...view().methods, [layer]: method } }),
    /** Puts the map of another step or run beside a layer's own, or takes it away. */
    toggleMap(layer: string, map: MapAddress): void {
      const { [layer]: listed = [], ...others } = view().maps;
      const next = toggledMap(listed, map);
      update({ maps: next.length ? { ...others, [layer]: next } : others, ...anchored() });
    },
    /** Shows the ways of pinned instances over the steps in a layer's projection, or no longer. */
    toggleTrails: (layer: string) => update({ trails: toggled(view().trails, layer) }),
    toggleClass: (index: number) => update({ hidden: toggled(view().hidden, index) }),
    showClasses: () => update({ hidden: [] }),
    /** Lights up what was circled; one thing is lit up at a time. */
    circle: (lasso: Lasso | null) => update({ lasso, row: null, against: null }),
  };
}
