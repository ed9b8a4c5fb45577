/** The view, and the browser's history as its memory: lasting actions write it to the link, back and forward read it. */

import { tick } from "svelte";
import type { Moment } from "../data/source";
import { createActions } from "./actions";
import { fieldwise } from "./fields.svelte";
import { anchorAt } from "./projected";
import { createScrolls } from "./scrolls";
import type { Link } from "./url";
import { firstView, type View } from "./view";

interface Shown {
  /** The view with its defaults filled in, so that a link opens the same picture when the logs have grown. */
  exact: () => View;
  steps: () => number[];
  openLayers: () => string[];
  moment: () => Moment | null;
}

export function createHistory(link: Link, shown: Shown) {
  let view = $state.raw<View>(firstView);
  let ready = $state(false);
  let ways = $state.raw({ undo: false, redo: false });
  const scrolls = createScrolls();
  const fields = fieldwise(() => view, Object.keys(firstView) as (keyof View)[]);

  const look = (): void => void (ways = { undo: link.canUndo, redo: link.canRedo });

  function update(part: Partial<View>, replace = false): void {
    if (!replace) scrolls.leave(link.hash);
    view = { ...view, ...part };
    void link.write(shown.exact(), replace).then(look);
  }
  const actions = createActions(update, () => ({
    view,
    steps: shown.steps(),
    openLayers: shown.openLayers(),
    here: anchorAt(shown.moment()),
  }));

  /** At the last recorded step the page follows; null says so. */
  $effect(() => {
    if (view.step !== null && view.step === shown.steps().at(-1)) view = { ...view, step: null };
  });

  async function follow(): Promise<void> {
    view = (await link.read()) ?? firstView;
    ready = true;
    look();
    await tick();
    scrolls.arrive(link.hash);
  }

  /** Undo and redo are the browser's back and forward, as long as they stay on this page. */
  function go(way: "undo" | "redo"): void {
    scrolls.leave(link.hash);
    link[way]();
    look();
  }
  $effect(() => {
    void follow();
    return link.listen(() => void follow());
  });

  return {
    actions,
    scrolls,
    undo: () => go("undo"),
    redo: () => go("redo"),
    address: () => link.address(shown.exact()),
    view: fields,
    get canUndo() {
      return ways.undo;
    },
    get canRedo() {
      return ways.redo;
    },
    /** Whether the link has been read. */
    get ready() {
      return ready;
    },
  };
}
