/** Rows beside a matrix' own: what one of them is at another step, in another data set or in another run. */

import type { InstanceSetListing, Moment, RunListing } from "../data/source";
import { nearestStep, spaced } from "./moment";

/** Part of a row's address that differs from the page's; null is the page's own. */
export interface Elsewhere {
  /** Key of a subset's or an instance's row. */
  row: string;
  run: string | null;
  set: string | null;
  step: number | null;
}

const KEY = "at:";
const MOST_STEPS = 12;
const MOST_ROWS = 64;

export function elsewhereKey({ row, run, set, step }: Elsewhere): string {
  return KEY + JSON.stringify(run === null ? [set, step, row] : [set, step, row, run]);
}

function elsewhereOf(entry: unknown): Elsewhere[] {
  const { row, run, set, step } = (entry ?? {}) as Record<string, unknown>;
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  if (typeof row !== "string") return [];
  return [{ row, run: text(run), set: text(set), step: Number.isInteger(step) ? (step as number) : null }];
}

/** What a row's key says of where it lies; null for keys of a matrix' own rows. */
export function elsewhereOfKey(key: string): Elsewhere | null {
  if (!key.startsWith(KEY)) return null;
  try {
    const [set, step, row, run] = JSON.parse(key.slice(KEY.length)) as unknown[];
    return elsewhereOf({ row, run, set, step })[0] ?? null;
  } catch {
    return null;
  }
}

/** The rows that a link's JSON describes; what is none is left out. */
export function elsewheresOf(json: unknown): Elsewhere[] {
  const entries: unknown[] = Array.isArray(json) ? json : [];
  return entries.flatMap(elsewhereOf).slice(0, MOST_ROWS);
}

/** A row at all other recorded steps; of many at twelve of them, evenly spaced, with the first and the last one. */
export function overSteps(of: Elsewhere, steps: number[], shown: number): Elsewhere[] {
  const others = steps.filter((step) => step !== shown);
  return spaced(others, MOST_STEPS).map((step) => ({ ...of, step }));
}

/** Where such a row lies; null where there is no such run, or it has no such data set. */
export function momentElsewhere(
  runs: RunListing[],
  here: Moment | null,
  at: Pick<Elsewhere, "run" | "set" | "step">,
): Moment | null {
  const run = here && runs.find(({ run }) => run === (at.run ?? here.run));
  const set: InstanceSetListing | undefined = run?.instance_sets.find(
    ({ name }) => name === (at.set ?? here!.instance_set),
  );
  if (!run || !set?.steps.length) return null;
  const step = nearestStep(set.steps, at.step ?? here!.step);
  return { run: run.run, instance_set: set.name, step, recording: set.recording };
}

/** "step 3", "train", "wide, train, step 3"; `run` is what the row's run is called. */
export function elsewhereName({ set, step }: Elsewhere, run: string | null = null): string {
  return [run, set, step === null ? null : `step ${step}`].filter((part) => part !== null).join(", ");
}
