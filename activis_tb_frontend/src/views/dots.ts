/** The dots of a projection: which instances they are, of which class, wrong, lit up and pinned; and the names of the classes. */

import { isOfNumbers } from "../draw/residuals";
import { atDots } from "../state/members";
import type { Page } from "../state/page.svelte";

/** Table row of each dot. */
export function sampleOf(page: Page): Int32Array {
  return page.population.instances?.sample ?? new Int32Array();
}

/** Dot of a table row; -1 outside the sample. */
export function dotOf(page: Page, row: number): number {
  return row < 0 ? -1 : (page.population.dots[row] ?? -1);
}

/** Class of each dot, -1 for none. */
export function classesOf(page: Page): Int32Array {
  return Int32Array.from(sampleOf(page), (row) => page.population.classes[row]);
}

/** 1 for each dot that was predicted as another class than its label, or where labels are numbers farther off than the threshold. */
export function wrongOf({ population }: Page): Uint8Array {
  const { instances, wrong, off } = population;
  return instances ? atDots(isOfNumbers(instances.task) ? off : wrong, instances.sample) : new Uint8Array();
}

/** Mask of the dots that are lit up, those with trails where nothing else is; null where all are. */
export function litOf(page: Page, trails: readonly { dot: number }[]): Uint8Array | null {
  const sample = sampleOf(page);
  if (page.highlighted) return atDots(page.highlighted, sample);
  const mask = new Uint8Array(sample.length);
  for (const { dot } of trails) mask[dot] = 1;
  return trails.length ? mask : null;
}

export function pinnedOf(page: Page): number[] {
  return page.view.pins.map((id) => dotOf(page, page.details.rowOf(id))).filter((dot) => dot >= 0);
}

/** How many of the classes, or of the bins, have no dots by the user's choice. */
export function hiddenOf(page: Page): number {
  const n = namesOf(page).length;
  return page.view.hidden.filter((index) => index < n).length;
}

/** One name per class, or per bin where labels are numbers. */
export function namesOf(page: Page): string[] {
  const { value } = page.snapshot;
  return isOfNumbers(value?.task) ? page.bins.names : (value?.class_names ?? []);
}
