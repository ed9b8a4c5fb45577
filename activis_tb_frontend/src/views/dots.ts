/** The dots of a projection: which instances they are, of which class, wrong, lit up and pinned; and the names of the classes. */

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

/** 1 for each dot that was predicted as another class than its label. */
export function wrongOf(page: Page): Uint8Array {
  return atDots(page.population.wrong, sampleOf(page));
}

/** Mask of the dots that are lit up; null where all are. */
export function highlightedOf(page: Page): Uint8Array | null {
  return page.highlighted && atDots(page.highlighted, sampleOf(page));
}

export function pinnedOf(page: Page): number[] {
  return page.view.pins.map((id) => dotOf(page, page.details.rowOf(id))).filter((dot) => dot >= 0);
}

/** One name per class, or per bin of a regression. */
export function namesOf(page: Page): string[] {
  const { value } = page.snapshot;
  return value?.task === "regression" ? page.bins.names : (value?.class_names ?? []);
}
