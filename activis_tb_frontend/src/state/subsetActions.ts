/** What a click does to subsets made on the page, and to the second of two selected rows. */

import type { Selection } from "../data/source";
import type { Update } from "./actions";
import { freeName, moved, newSubsets, type Made, type Wish } from "./made";
import { REST, subsetKey, type View } from "./view";

export function createSubsetActions(update: Update, view: () => View) {
  return {
    /** Holds the selected row against another one; the first row of two is the selected one. */
    holdAgainst(key: string): void {
      const { row, against } = view();
      if (row === null || row === key) update({ row: row === key ? null : key, against: null });
      else update({ against: against === key ? null : key });
    },
    /** Holds a row against all instances that it does not have, or no longer. */
    compareWithRest(key: string): void {
      const { row, against } = view();
      update(row === key && against === REST ? { against: null } : { row: key, against: REST, lasso: null });
    },
    removeDifference: () => update({ against: null }),
    /** Adds a subset and selects its row; `taken` are the names that it cannot have. */
    addSubset(name: string, selection: Selection, taken: string[]): void {
      const added = { name: freeName(name, taken), selection, color: null, hidden: false };
      update({ made: [...view().made, added], row: subsetKey(added.name), against: null });
    },
    /** Adds several subsets at once, those that are there already left out; how many it added. */
    addSubsets(wishes: Wish[], taken: string[]): number {
      const { made } = view();
      const added = newSubsets(wishes, made, taken);
      if (added.length) update({ made: [...made, ...added] });
      return added.length;
    },
    /** Changes a subset made on the page; with a new name its row keeps its selection and orders. */
    changeSubset(name: string, part: Partial<Made>): void {
      const shown = view();
      const made = shown.made.map((subset) => (subset.name === name ? { ...subset, ...part } : subset));
      const renamed = (key: string | null): string | null =>
        part.name !== undefined && key === subsetKey(name) ? subsetKey(part.name) : key;
      const orders = Object.entries(shown.orders).map(([layer, order]) => [layer, renamed(order)!]);
      const keys = { row: renamed(shown.row), against: renamed(shown.against) };
      update({ made, orders: Object.fromEntries(orders) as Record<string, string>, ...keys });
    },
    moveSubset: (name: string, by: number) => update({ made: moved(view().made, name, by) }),
    removeSubset(name: string): void {
      const shown = view();
      const without = (key: string | null): string | null => (key === subsetKey(name) ? null : key);
      const made = shown.made.filter((subset) => subset.name !== name);
      update({ made, row: without(shown.row), against: without(shown.against) });
    },
  };
}
