/** Goes from step to step by itself until the last one, or until somebody does something else. */

import { prefersReducedMotion } from "svelte/motion";

/** Milliseconds that a step is looked at, once it is there. */
export const PACE = 900;

interface Subject {
  /** Which of the steps is shown, from 0. */
  at: () => number;
  last: () => number;
  /** Whether the shown step is still on its way. */
  busy: () => boolean;
  /** `on` is said of a step that goes on from another one. */
  go: (place: number, on: boolean) => void;
}

/** Must be called while a component or an effect root is set up. */
export function createPlayer({ at, last, busy, go }: Subject) {
  let playing = $state(false);
  let moved = false;

  $effect(() => {
    if (!playing || busy()) return;
    const next = at() + 1;
    if (next > last()) {
      playing = false;
      return;
    }
    const timer = setTimeout(() => {
      go(next, moved);
      moved = true;
    }, PACE);
    return () => clearTimeout(timer);
  });

  function start(): void {
    moved = at() === last();
    if (moved) go(0, false);
    playing = true;
  }

  return {
    /** Plays, from the first step where the last one is shown, or pauses; who prefers reduced motion gets the next step. */
    toggle(): void {
      if (playing) playing = false;
      else if (!prefersReducedMotion.current) start();
      else if (at() < last()) go(at() + 1, false);
    },
    pause: () => void (playing = false),
    get playing() {
      return playing;
    },
    /** What a press does, in words. */
    get label() {
      if (prefersReducedMotion.current) return "Next step";
      return playing ? "Pause" : "Play the steps";
    },
  };
}
