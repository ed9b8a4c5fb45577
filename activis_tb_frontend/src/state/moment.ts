/** Which snapshot the page shows: the view's choice where the logs have it, else the nearest sensible one. */

import type { InstanceSetListing, Moment, RunListing } from "../data/source";
import type { View } from "./view";

/** Runs that can be shown. */
export function readableRuns(runs: RunListing[]): RunListing[] {
  return runs.filter((run) => !run.problem && run.instance_sets.some((set) => set.steps.length));
}

function lastTime(run: RunListing): number {
  return Math.max(...run.instance_sets.flatMap((set) => set.wall_times));
}

/** The run with the focus: the chosen one, else the one recorded last. */
export function focusRun(runs: RunListing[], chosen: string | null): RunListing | null {
  const readable = readableRuns(runs);
  const found = readable.find((run) => run.run === chosen);
  return (
    found ??
    readable.reduce<RunListing | null>((best, run) => (best && lastTime(best) >= lastTime(run) ? best : run), null)
  );
}

export function focusSet(run: RunListing, chosen: string | null): InstanceSetListing {
  const recorded = run.instance_sets.filter((set) => set.steps.length);
  return recorded.find((set) => set.name === chosen) ?? recorded[0];
}

/** The chosen step, else the latest earlier one, else the first; the last one when none was chosen. */
export function nearestStep(steps: number[], chosen: number | null): number {
  if (chosen === null) return steps[steps.length - 1];
  return steps.findLast((step) => step <= chosen) ?? steps[0];
}

/** At most `most` of the steps, evenly spaced, with the first and the last one. */
export function spaced(steps: number[], most: number): number[] {
  const n = Math.min(steps.length, most);
  const place = (i: number): number => (n === 1 ? 0 : Math.round((i * (steps.length - 1)) / (n - 1)));
  return Array.from({ length: n }, (_, i) => steps[place(i)]);
}

export function momentOf(run: RunListing, view: View): Moment {
  const set = focusSet(run, view.set);
  return {
    run: run.run,
    instance_set: set.name,
    step: nearestStep(set.steps, view.step),
    recording: set.recording,
  };
}

/** Identifies a recorded instance set: its instances are the same at every step. */
export function setKey(moment: Moment): string {
  return JSON.stringify([moment.run, moment.instance_set, moment.recording]);
}

export function momentKey(moment: Moment): string {
  return JSON.stringify([moment.run, moment.instance_set, moment.recording, moment.step]);
}

/** The `setKey` within a `momentKey`; "[]" for none. */
export function setOfKey(key: string | null): string {
  return JSON.stringify((JSON.parse(key ?? "[]") as unknown[]).slice(0, 3));
}
