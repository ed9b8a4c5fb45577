/** The rows of a matrix: which subsets open, how they are grouped, and which one orders the columns at first. */

import type { SnapshotAnswer, SubsetSummary } from "../data/source";
import { RECORDED, subsetKey } from "./view";

/** With more classes than this only the hardest ones open. */
const MANY_CLASSES = 24;
const OPENING_CLASSES = 20;
/** Below so many instances a mean is weak. */
const ENOUGH = 30;

/** Whether there are too many classes for a row each. */
export function hasManyClasses(subsets: SubsetSummary[]): boolean {
  return subsets.filter((subset) => subset.kind === "class").length > MANY_CLASSES;
}

/**
 * Subsets that have a row: all of them, or with many classes "all", the `chosen` classes (null: the 20 of lowest recall) with confused
 * ones side by side, and the declared ones.
 */
export function openingSubsets(
  subsets: SubsetSummary[],
  confusion: SnapshotAnswer["confusion"] = [],
  chosen: string[] | null = null,
): SubsetSummary[] {
  if (!hasManyClasses(subsets)) return subsets;
  const classes = subsets.filter((subset) => subset.kind === "class");
  const hardest = [...classes].sort((a, b) => (a.accuracy ?? 1) - (b.accuracy ?? 1) || a.class! - b.class!);
  const kept = chosen ? classes.filter(({ name }) => chosen.includes(name)) : hardest.slice(0, OPENING_CLASSES);
  const others = subsets.filter((subset) => subset.kind !== "class");
  const before = others.filter((subset) => subset.kind === "all");
  return [...before, ...chainConfused(kept, confusion), ...others.slice(before.length)];
}

/** Classes in a chain: from the most confused pair on, at either end the class that is most confused with the one there. */
export function chainConfused(classes: SubsetSummary[], confusion: SnapshotAnswer["confusion"]): SubsetSummary[] {
  const counts = new Map<string, number>();
  const pair = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
  for (const [label, prediction, count] of confusion)
    if (label !== prediction) counts.set(pair(label, prediction), (counts.get(pair(label, prediction)) ?? 0) + count);
  const between = (a: SubsetSummary, b: SubsetSummary): number => counts.get(pair(a.class!, b.class!)) ?? 0;
  const left = [...classes].sort((a, b) => a.class! - b.class!);
  const strongest = (from: SubsetSummary[]): SubsetSummary =>
    left.reduce((best, one) => (total(one, from) > total(best, from) ? one : best), left[0]);
  const total = (one: SubsetSummary, from: SubsetSummary[]): number =>
    Math.max(0, ...from.map((other) => (one === other ? 0 : between(one, other))));

  const chains: SubsetSummary[][] = [];
  let chain: SubsetSummary[] = [];
  while (left.length) {
    const ends = chain.length ? [chain[0], chain[chain.length - 1]] : left;
    const next = strongest(ends);
    left.splice(left.indexOf(next), 1);
    if (chain.length && total(next, ends) > 0) {
      if (between(next, ends[0]) > between(next, ends[1])) chain.unshift(next);
      else chain.push(next);
    } else chains.push((chain = [next]));
  }
  return chains.flat();
}

export function isWeak(n: number): boolean {
  return n > 0 && n < ENOUGH;
}

/** The title above a row that starts a new group of rows; "" for all others. Classes follow "all" without one. */
export function groupTitle(subsets: SubsetSummary[], index: number): string {
  const isSubset = (subset: SubsetSummary): boolean => subset.kind === "declared" || subset.kind === "made";
  return index > 0 && isSubset(subsets[index]) && !isSubset(subsets[index - 1]) ? "subsets" : "";
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
