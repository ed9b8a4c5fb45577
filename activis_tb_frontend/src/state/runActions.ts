/** What a click on a run or on a row of another one does: lasting changes of which runs, steps and data sets are compared. */

import type { Now, Update } from "./actions";
import type { Anchor } from "../data/source";
import type { ComparedLayers } from "./cka";
import { elsewhereKey, elsewhereOfKey, type Elsewhere } from "./elsewhere";
import type { View } from "./view";

/** `anchored` is what the maps of the runs that are gone over to begin with. */
export function createRunActions(update: Update, now: () => Now, anchored: () => Partial<View>) {
  /** The selection without the rows that go away. */
  function deselected(isGone: (key: string) => boolean): Pick<View, "row" | "against"> {
    const { row, against } = now().view;
    if (row !== null && isGone(row)) return { row: null, against: null };
    return { row, against: against !== null && isGone(against) ? null : against };
  }
  /** Whether a row is there because one of these runs is ticked. */
  function isOnlyTicked(key: string, runs: string[]): boolean {
    const at = elsewhereOfKey(key);
    const isSingle = now().view.beside.some((one) => elsewhereKey(one) === key);
    return !isSingle && at !== null && at.run !== null && runs.includes(at.run);
  }
  /** Goes over to a run; where that is ticked, the one that had the focus is in its place. */
  function focused(run: string): Partial<View> {
    const { view, here } = now();
    if (!here || !view.ticked.includes(run)) return { run };
    const ticked = [...view.ticked.filter((one) => one !== run && one !== here.run), here.run];
    return { run, ticked, ...deselected((key) => isOnlyTicked(key, [run])) };
  }
  return {
    focusRun: (run: string) => update({ ...focused(run), ...anchored() }),
    /** Shows the rows of runs beside those of the focused one, or no longer where all of them are. */
    tickRuns(runs: string[]): void {
      const { ticked } = now().view;
      const others = ticked.filter((run) => !runs.includes(run));
      if (ticked.length - others.length < runs.length) return update({ ticked: [...new Set([...ticked, ...runs])] });
      update({ ticked: others, ...deselected((key) => isOnlyTicked(key, runs)) });
    },
    /** Keeps rows of other steps, data sets and runs, or takes them away where all of them are there. */
    toggleBeside(rows: Elsewhere[]): void {
      const { beside } = now().view;
      const keys = new Set(rows.map(elsewhereKey));
      const others = beside.filter((one) => !keys.has(elsewhereKey(one)));
      if (beside.length - others.length < keys.size) return update({ beside: [...others, ...rows] });
      update({ beside: others, ...deselected((key) => keys.has(key)) });
    },
    /** Goes over to the other side of a pair, another run or step, with its layer open and the sides changed over. */
    changeOver(to: Anchor, [layer, other]: [string, string], from: Anchor): void {
      const cka: ComparedLayers = {
        run: to.run === from.run ? null : from.run,
        step: to.step === from.step ? null : from.step,
        pair: [other, layer],
      };
      update({ ...focused(to.run), step: to.step, ...anchored(), layers: [other], maximized: null, cka });
    },
  };
}
