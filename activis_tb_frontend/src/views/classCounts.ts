/** What the table of classes shows where instances have several labels each. */

import type { SnapshotAnswer } from "../data/source";
import { wholeCount } from "../draw/numbers";
import { OUTCOMES, type Outcome } from "../draw/labelSets";
import { MANY_CLASSES, shadeOf } from "./confusion";

const SHOWN_CLASSES = 20;

export interface ClassCounts {
  class: number;
  counts: Record<Outcome, number>;
}

/** The classes in their order. */
export function allCounts(recorded: SnapshotAnswer["class_counts"]): ClassCounts[] {
  return recorded.map(([index, found, extra, missed]) => ({ class: index, counts: { found, missed, extra } }));
}

/** The classes in their order, or of many the 20 with most errors, ties by class. */
export function shownCounts(recorded: SnapshotAnswer["class_counts"]): ClassCounts[] {
  const all = allCounts(recorded);
  if (all.length <= MANY_CLASSES) return all;
  const errors = ({ counts }: ClassCounts): number => counts.missed + counts.extra;
  return all.sort((a, b) => errors(b) - errors(a) || a.class - b.class).slice(0, SHOWN_CLASSES);
}

/** "LOC: 12 missed". */
export function countSentence(name: string, outcome: Outcome, n: number): string {
  return `${name}: ${wholeCount(n)} ${outcome}`;
}

/** How strongly a cell of these classes is shaded, 0 to 1: found ones as right ones of a confusion matrix, errors as its errors. */
export function outcomeShades(shown: ClassCounts[]): (outcome: Outcome, n: number) => number {
  const errors = OUTCOMES.filter((outcome) => outcome !== "found");
  const most = Math.max(1, ...shown.flatMap(({ counts }) => errors.map((outcome) => counts[outcome])));
  return (outcome, n) => shadeOf(n, most, outcome === "found");
}
