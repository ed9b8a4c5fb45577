/** What the table of classes shows where instances have several labels each. */

import type { SnapshotAnswer } from "../data/source";
import { wholeCount } from "../draw/numbers";
import { OUTCOMES, type Outcome } from "../draw/labelSets";
import type { Measure } from "../graph/layout";
import { AIR, MANY_CLASSES, shadeOf } from "./confusion";

const SHOWN_CLASSES = 20;
/** Share of the width that names take at most, and the width of a cell that needs no more. */
const [NAMES_SHARE, USUAL_SIDE] = [0.4, 44];
/** Distance between cells. */
const GAP = 1;

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

/** Widths of the column of names and of a cell in `width` pixels: first the names, then the cells, then the names again. */
export function columnWidths(names: string[], width: number, measure: Measure): { names: number; side: number } {
  const room = Math.max(0, width - 2 * GAP);
  const needed = Math.min(NAMES_SHARE * room, AIR + Math.max(0, ...names.map(measure)));
  const side = Math.max(0, Math.min(USUAL_SIDE, Math.floor((room - needed) / OUTCOMES.length) - GAP));
  return { names: room - OUTCOMES.length * (side + GAP), side };
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
