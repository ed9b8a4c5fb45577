/** What the table of classes shows where instances have several labels each. */

import type { SnapshotAnswer } from "../data/source";
import { wholeCount } from "../draw/numbers";
import { OUTCOMES, type Outcome } from "../draw/labelSets";
import { MANY_CLASSES } from "./confusion";

const SHOWN_CLASSES = 20;

export interface ClassCounts {
  class: number;
  counts: Record<Outcome, number>;
}

/** The classes in their order, or of many the 20 with most errors, ties by class. */
export function shownCounts(recorded: SnapshotAnswer["class_counts"]): ClassCounts[] {
  const all = recorded.map(([index, found, extra, missed]) => ({ class: index, counts: { found, missed, extra } }));
  if (all.length <= MANY_CLASSES) return all;
  const errors = ({ counts }: ClassCounts): number => counts.missed + counts.extra;
  return all.sort((a, b) => errors(b) - errors(a) || a.class - b.class).slice(0, SHOWN_CLASSES);
}

/** "LOC: 12 missed". */
export function countSentence(name: string, outcome: Outcome, n: number): string {
  return `${name}: ${wholeCount(n)} ${outcome}`;
}

/** The largest count of an error, which has the strongest shade; at least 1. */
export function mostErrors(shown: ClassCounts[]): number {
  const errors = OUTCOMES.filter((outcome) => outcome !== "found");
  return Math.max(1, ...shown.flatMap(({ counts }) => errors.map((outcome) => counts[outcome])));
}
