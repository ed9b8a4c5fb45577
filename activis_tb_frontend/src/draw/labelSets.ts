/** Instances with several labels each: their packed sets, and how the prediction of each class turned out. */

import type { InstancesAnswer } from "../data/source";
import { block, collect, countIn, countNote, shareNote, type Group } from "./blocks";

/** How a class turned out for an instance: a label that was predicted, one that was not, or a prediction that is no label. */
export const OUTCOMES = ["found", "missed", "extra"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const NONE = new Uint8Array();

function widthOf({ class_names }: InstancesAnswer): number {
  return Math.ceil(class_names.length / 8);
}

function isIn(sets: Uint8Array | undefined, row: number, index: number, width: number): boolean {
  return (((sets ?? NONE)[row * width + (index >> 3)] >> (7 - (index & 7))) & 1) === 1;
}

/** Whether a class is one of an instance's labels. */
export function isLabel(instances: InstancesAnswer, row: number, index: number): boolean {
  return isIn(instances.labels, row, index, widthOf(instances));
}

/** Whether a class is one of those predicted of an instance. */
export function isPredictedClass(instances: InstancesAnswer, row: number, index: number): boolean {
  return isIn(instances.predictions, row, index, widthOf(instances));
}

function isPredicted(instances: InstancesAnswer, row: number): boolean {
  return instances.prediction[row] >= 0;
}

/** Whether an instance's labels are known: an empty set has a loss where it was predicted, an unknown one never. */
export function isLabelled({ labels, label, loss }: InstancesAnswer, row: number): boolean {
  return !!labels && (label[row] >= 0 || !Number.isNaN(loss[row]));
}

/** How a class turned out; null where it is neither a label nor predicted, or one of both is unknown. */
export function outcomeOf(instances: InstancesAnswer, row: number, index: number): Outcome | null {
  if (!isLabelled(instances, row) || !isPredicted(instances, row)) return null;
  const predicted = isPredictedClass(instances, row, index);
  if (isLabel(instances, row, index)) return predicted ? "found" : "missed";
  return predicted ? "extra" : null;
}

/** The classes that are an instance's labels or predicted of it, ascending. */
export function namedClasses(instances: InstancesAnswer, row: number): number[] {
  const width = widthOf(instances);
  const [labels, predictions] = [instances.labels ?? NONE, instances.predictions ?? NONE];
  const named: number[] = [];
  for (let byte = 0; byte < width; byte++) {
    const bits = labels[row * width + byte] | predictions[row * width + byte];
    for (let bit = 0; bits && bit < 8; bit++) if (bits & (128 >> bit)) named.push(8 * byte + bit);
  }
  return named;
}

/** Whether the predicted classes differ from the labels, both being known. */
export function isWrongSet(instances: InstancesAnswer, row: number): boolean {
  if (!isLabelled(instances, row) || !isPredicted(instances, row)) return false;
  const width = widthOf(instances);
  const [labels, predictions] = [instances.labels ?? NONE, instances.predictions ?? NONE];
  for (let at = row * width; at < (row + 1) * width; at++) if (labels[at] !== predictions[at]) return true;
  return false;
}

function classGroup(index: number, rows: number[], instances: InstancesAnswer): Group {
  const byOutcome = collect(rows, (row) => OUTCOMES.indexOf(outcomeOf(instances, row, index) as Outcome));
  const [found, missed, extra] = OUTCOMES.map((_, place) => byOutcome.get(place) ?? []);
  const n_labels = found.length + missed.length;
  return {
    key: `label ${index}`,
    title: instances.class_names[index] ?? String(index),
    class: index,
    ...(n_labels + extra.length ? shareNote(found.length, n_labels, " found") : countNote(rows.length)),
    blocks: [
      ...block("right", index, null, found),
      ...block("missed", index, -1, missed),
      ...block("extra", -1, index, extra),
      ...block("unpredicted", index, null, byOutcome.get(-1)),
    ],
  };
}

function othersGroup(key: string, title: string, rows: number[], what = ""): Group[] {
  const blocks = block("right", -1, null, rows);
  return blocks.length ? [{ key, title, class: -1, ...countNote(rows.length, what), blocks }] : [];
}

function errorsOf({ blocks }: Group): number {
  return countIn(blocks.filter(({ verdict }) => verdict === "missed" || verdict === "extra"));
}

/**
 * A group for each class that is a label or was predicted: found, then missed, then wrongly given; most errors first, ties by class. An
 * instance stands in as many as it has classes. Last come those without any class and those whose labels are not known.
 */
export function labelGroups(instances: InstancesAnswer, rows: Int32Array): Group[] {
  const byClass = new Map<number, number[]>();
  const [without, unlabelled]: number[][] = [[], []];
  for (const row of rows) {
    const named = namedClasses(instances, row);
    if (!isLabelled(instances, row)) unlabelled.push(row);
    else if (!named.length) without.push(row);
    else
      for (const index of named) {
        const known = byClass.get(index);
        if (known) known.push(row);
        else byClass.set(index, [row]);
      }
  }
  const groups = [...byClass].map(([index, members]) => classGroup(index, members, instances));
  groups.sort((a, b) => errorsOf(b) - errorsOf(a) || a.class - b.class);
  return [
    ...groups,
    ...othersGroup("none", "no class", without, " right"),
    ...othersGroup("unlabelled", "no label", unlabelled, " unlabelled"),
  ];
}
