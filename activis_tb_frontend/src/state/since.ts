/** The moment that the confusion matrix is compared with: another step of the shown run, or another run. */

import type { Moment, RunListing } from "../data/source";
import { momentBeside } from "./cka";

/** What is shown of both confusion matrices: what the shown moment has more, both side by side, or one of them. */
export const SINCE_KINDS = ["difference", "both", "here", "there"] as const;
export type SinceKind = (typeof SINCE_KINDS)[number];

/** A step, or a run; the other is null. */
export interface Since {
  run: string | null;
  step: number | null;
  show: SinceKind;
}

/** What a link's JSON describes; null for none. */
export function sinceOf(json: unknown): Since | null {
  const { run, step, show: kind } = (json ?? {}) as Record<string, unknown>;
  const show = SINCE_KINDS.find((known) => known === kind) ?? "difference";
  if (typeof run === "string") return { run, step: null, show };
  return Number.isInteger(step) ? { run: null, step: step as number, show } : null;
}

/** Where it lies; null where there is none, or where it is the shown one. */
export function momentSince(runs: RunListing[], here: Moment, since: Since): Moment | null {
  const run = runs.find((listed) => listed.run === (since.run ?? here.run));
  const there = momentBeside(run, here, since.step);
  return there && (there.run !== here.run || there.step !== here.step) ? there : null;
}
