/** Trails in words and numbers. */

import { counted, shortNumber } from "../draw/numbers";
import type { Trail } from "../state/trails";
import { METHODS } from "./projection";

interface Known {
  n_pins: number;
  /** Steps that have a map; null while that is unknown. */
  n_steps: number | null;
  n_recorded: number;
  method: keyof typeof METHODS;
}

/** What the trails go over, or what is missing. */
export function trailsWords({ n_pins, n_steps, n_recorded, method }: Known): string {
  if (!n_pins) return "Trails: pin an instance to see its way";
  if (n_steps === null) return "Trails are on their way";
  const over = n_steps < n_recorded ? `${n_steps} of ${n_recorded} steps` : counted(n_recorded, "step");
  return n_steps < n_recorded && method === "tsne"
    ? `Trails: ${METHODS.tsne} of ${over} is there`
    : `Trails over ${over}`;
}

/** A line per step: where it is, and how far it is from the step before. */
export function trailLines({ steps, xy }: Trail): string[][] {
  return steps.map((step, i) => {
    const [x, y] = [xy[2 * i], xy[2 * i + 1]];
    const moved = i ? shortNumber(Math.hypot(x - xy[2 * i - 2], y - xy[2 * i - 1])) : "";
    return [String(step), shortNumber(x), shortNumber(y), moved];
  });
}
