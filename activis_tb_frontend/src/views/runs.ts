/** What a run is marked by wherever it is named: its letter and TensorBoard's color. */

import type { Moment, RunListing } from "../data/source";
import { runColor } from "../draw/color";
import type { Page } from "../state/page.svelte";

/** Runs are letters: A to Z, then AA, AB ... */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/** The letter of a run among all that are listed; "?" for one that is gone. */
export function letterOfRun(page: Page, run: string): string {
  const index = (page.listing.value?.runs ?? []).findIndex((listed) => listed.run === run);
  return index < 0 ? "?" : letterOf(index);
}

export interface RunMark {
  name: string;
  letter: string;
  color: string;
}

export function markOfRun(page: Page, run: string): RunMark {
  const name = page.listing.value?.runs.find((listed) => listed.run === run)?.name ?? run;
  return { name, letter: letterOfRun(page, run), color: runColor(run, page.tensorBoardRuns) };
}

/** "B wide". */
export function runWords(page: Page, run: string): string {
  const { letter, name } = markOfRun(page, run);
  return `${letter} ${name}`;
}

/** "wide, step 3". */
export function placeOfMoment(page: Page, { run, step }: Moment): string {
  return `${markOfRun(page, run).name}, step ${step}`;
}

export interface RunGroup {
  /** Folder that all of its runs lie in; "" for none. */
  parent: string;
  runs: RunListing[];
}

/** Runs by the folder that they lie in, folders in the order of their first run. */
export function runGroups(runs: RunListing[]): RunGroup[] {
  const groups = new Map<string, RunListing[]>();
  for (const run of runs) {
    const parent = run.name.slice(0, Math.max(0, run.name.lastIndexOf("/")));
    groups.set(parent, [...(groups.get(parent) ?? []), run]);
  }
  return [...groups].map(([parent, runs]) => ({ parent, runs }));
}

/** What is left of a run's name within its folder. */
export function nameInGroup(run: RunListing): string {
  return run.name.slice(run.name.lastIndexOf("/") + 1);
}
