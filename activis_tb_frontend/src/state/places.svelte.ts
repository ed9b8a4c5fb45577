/** Places that follow a target: they move there, or are there at once for who prefers reduced motion and for other dots. */

import { untrack } from "svelte";
import { prefersReducedMotion } from "svelte/motion";
import { between, ease, TWEEN } from "../draw/tween";
import type { Places } from "../draw/scatterDots";

/** More dots would not move but stutter. */
const MOST_MOVING = 200_000;

/** `dots` names the instances that the dots are: only the same ones move. Called while a component is set up. */
export function createPlaces(target: () => Places, dots: () => unknown) {
  let shown = $state.raw<Places | null>(null);
  let shownDots: unknown = null;

  $effect(() => {
    const to = target();
    const before = untrack(() => shown);
    const from = shownDots === dots() && before?.n === to.n ? before : null;
    shownDots = dots();
    if (!from || prefersReducedMotion.current || to.n > MOST_MOVING) {
      shown = to;
      return;
    }
    const start = performance.now();
    const step = (now: number): void => {
      const share = (now - start) / TWEEN;
      shown = share < 1 ? between(from, to, ease(share)) : to;
      if (share < 1) frame = requestAnimationFrame(step);
    };
    let frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  });

  return {
    get current() {
      return shown ?? target();
    },
  };
}
