/** The rows of a matrix: which subsets open, how they are grouped, and which one orders the columns at first. */

import type { SnapshotAnswer, SubsetSummary } from "../data/source";
import { RECORDED, subsetKey } from "./view";

/** With more classes than this only the hardest ones open. */
const MANY_CLASSES = 24;
const OPENING_CLASSES = 20;
/** Below so many instances a mean is weak. */
const ENOUGH = 30;

/** Subsets that have a row: all of them, or with many classes "all", the 20 of lowest accuracy and the declared ones. */
export function openingSubsets(subsets: SubsetSummary[]): SubsetSummary[] {
  const classes = subsets.filter((subset) => subset.kind === "class");
  if (classes.length <= MANY_CLASSES) return subsets;
  const hardest = [...classes].sort((a, b) => (a.accuracy ?? 1) - (b.accuracy ?? 1) || a.class! - b.class!);
  const kept = new Set(hardest.slice(0, OPENING_CLASSES));
  return subsets.filter((subset) => subset.kind !== "class" || kept.has(subset));
}

export function isWeak(n: number): boolean {
  return n > 0 && n < ENOUGH;
}

/** Whether a row starts a new group: declared subsets stand apart from classes. */
export function startsGroup(subsets: SubsetSummary[], index: number): boolean {
  return index > 0 && subsets[index].kind === "declared" && subsets[index - 1].kind !== "declared";
}

/** Label and prediction of the most frequent error over all instances; null when there is none. */
export function mostConfused(confusion: SnapshotAnswer["confusion"]): [number, number] | null {
  let worst: [number, number, number] | null = null;
  for (const entry of confusion) if (entry[0] !== entry[1] && (!worst || entry[2] > worst[2])) worst = entry;
  return worst && [worst[0], worst[1]];
}

/** The order columns open in: by the label of the most confused pair that has a row, else as recorded. */
export function openingOrder(confusion: SnapshotAnswer["confusion"], subsets: SubsetSummary[]): string {
  const rowOf = (label: number): SubsetSummary | undefined => subsets.find((subset) => subset.class === label);
  const pair = mostConfused(confusion.filter(([label]) => rowOf(label)));
  const subset = pair && rowOf(pair[0]);
  return subset ? subsetKey(subset.name) : RECORDED;
}
