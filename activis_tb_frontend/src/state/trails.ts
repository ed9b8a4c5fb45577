/** The ways of pinned instances over the recorded steps, on the map that is shown. */

import { alignTo } from "../draw/align";
import { spaced } from "./moment";

/** A longer way has some of its steps only. */
export const MOST_TRAIL_STEPS = 24;

/** Where the dots of the page are at a step. */
export interface MapAtStep {
  step: number;
  /** [2n] */
  xy: Float32Array;
}

export interface Trail {
  dot: number;
  steps: number[];
  /** Its place at each of the steps, in the coordinates of the shown map. */
  xy: Float32Array;
}

/** The steps that a trail goes over beside the shown one; of many some, evenly spaced, with the first and the last one. */
export function trailSteps(steps: number[], shown: number): number[] {
  return spaced(
    steps.filter((step) => step !== shown),
    MOST_TRAIL_STEPS - 1,
  );
}

/** The trails of dots over maps, each turned to the shown one, in the order of the steps. A step where a dot has no place is left out. */
export function trailsOver(shown: MapAtStep, others: MapAtStep[], dots: number[]): Trail[] {
  const turned = others.map(({ step, xy }) => ({ step, xy: alignTo(xy, shown.xy) }));
  const maps = [...turned, shown].sort((a, b) => a.step - b.step);
  return dots.map((dot) => {
    const passed = maps.filter(({ xy }) => Number.isFinite(xy[2 * dot] + xy[2 * dot + 1]));
    return {
      dot,
      steps: passed.map(({ step }) => step),
      xy: Float32Array.from(passed.flatMap(({ xy }) => [xy[2 * dot], xy[2 * dot + 1]])),
    };
  });
}
