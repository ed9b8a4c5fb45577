/** The moment that the confusion matrix is compared with: another step of the shown run, or another run. */

import type { Moment, RunListing } from "../data/source";
import { momentBeside } from "./cka";

/** A step, or a run; the other is null. */
export interface Since {
  run: string | null;
  step: number | null;
}

/** Names it: "step 3", "run wide/activis". */
export function sinceKey({ run, step }: Since): string {
  return run === null ? `step ${step}` : `run ${run}`;
}

/** What such a name names. */
export function sinceOfKey(key: string): Since {
  return key.startsWith("step ") ? { run: null, step: Number(key.slice(5)) } : { run: key.slice(4), step: null };
}

/** What a link's JSON describes; null for none. */
export function sinceOf(json: unknown): Since | null {
  const { run, step } = (json ?? {}) as Record<string, unknown>;
  if (typeof run === "string") return { run, step: null };
  return Number.isInteger(step) ? { run: null, step: step as number } : null;
}

/** Where it lies; null where there is none, or where it is the shown one. */
export function momentSince(runs: RunListing[], here: Moment, since: Since): Moment | null {
  const run = runs.find((listed) => listed.run === (since.run ?? here.run));
  const there = momentBeside(run, { ...here, step: since.step ?? here.step });
  return there && (there.run !== here.run || there.step !== here.step) ? there : null;
}
