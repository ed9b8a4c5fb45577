/** What the shown moment is held against, another step of its run or another run; and how confusion matrices are. */

import type { Moment, RunListing } from "../data/source";
import { momentBeside } from "./cka";

/** What is shown of both confusion matrices: what the shown moment has more, both side by side, or one of them. */
export const SINCE_KINDS = ["difference", "both", "here", "there"] as const;
export type SinceKind = (typeof SINCE_KINDS)[number];

/** A step, or a run; the other is null. */
export interface Other {
  run: string | null;
  step: number | null;
}

/** What the confusion matrix is compared with. */
export interface Since extends Other {
  show: SinceKind;
}

/** Names it: "step 3", "run wide/activis". */
export function otherKey({ run, step }: Other): string {
  return run === null ? `step ${step}` : `run ${run}`;
}

/** What such a name names. */
export function otherOfKey(key: string): Other {
  return key.startsWith("step ") ? { run: null, step: Number(key.slice(5)) } : { run: key.slice(4), step: null };
}

/** What a link's JSON describes; null for none. */
export function otherOf(json: unknown): Other | null {
  const { run, step } = (json ?? {}) as Record<string, unknown>;
  if (typeof run === "string") return { run, step: null };
  return Number.isInteger(step) ? { run: null, step: step as number } : null;
}

/** The same with what is shown. */
export function sinceOf(json: unknown): Since | null {
  const other = otherOf(json);
  const kind = (json as Record<string, unknown> | null)?.show;
  return other && { ...other, show: SINCE_KINDS.find((known) => known === kind) ?? "difference" };
}

/** Where it lies; null where there is none, or where it is the shown one. */
export function momentSince(runs: RunListing[], here: Moment, other: Other): Moment | null {
  const run = runs.find((listed) => listed.run === (other.run ?? here.run));
  const there = momentBeside(run, here, other.step);
  return there && (there.run !== here.run || there.step !== here.step) ? there : null;
}
