/** How the instance panel groups instances: by true class, right ones first, then wrong ones by what they were predicted as. */

import type { InstancesAnswer } from "../data/source";
import { binGroups, binOf, type Bins } from "./bins";
import { wholeCount } from "./numbers";

/** Instances under one line of a group; `prediction` is set for wrong ones. */
export interface Block {
  prediction: number | null;
  rows: Int32Array;
}

export interface Group {
  key: string;
  title: string;
  /** Class whose color the group's dot has; -1 for none. */
  class: number;
  note: string;
  blocks: Block[];
}

type Order = (a: number, b: number) => number;

function byScore({ score }: InstancesAnswer, first: Order): Order {
  const rank = (row: number): number => (Number.isNaN(score[row]) ? -Infinity : score[row]);
  return (a, b) => first(a, b) || rank(b) - rank(a) || a - b;
}

function collect(n: number, keyOf: (row: number) => number): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < n; row++) {
    const key = keyOf(row);
    const known = rows.get(key);
    if (known) known.push(row);
    else rows.set(key, [row]);
  }
  return rows;
}

function classGroup(label: number, rows: number[], instances: InstancesAnswer, order: Order): Group {
  const byPrediction = collect(rows.length, (i) => instances.prediction[rows[i]]);
  const predicted = [...byPrediction].map(([prediction, places]): Block => {
    return { prediction, rows: Int32Array.from(places, (i) => rows[i]).sort(order) };
  });
  const right = predicted.find((block) => block.prediction === label);
  const wrong = predicted
    .filter((block) => block.prediction !== label)
    .sort((a, b) => b.rows.length - a.rows.length || a.prediction! - b.prediction!);
  const note = `${wholeCount(right?.rows.length ?? 0)} of ${wholeCount(rows.length)} right`;
  const blocks = [...(right ? [{ prediction: null, rows: right.rows }] : []), ...wrong];
  return { key: `label ${label}`, title: instances.class_names[label] ?? String(label), class: label, note, blocks };
}

function wrongOf(group: Group): number {
  return group.blocks.reduce((sum, block) => sum + (block.prediction === null ? 0 : block.rows.length), 0);
}

function predictedGroups(rows: number[], instances: InstancesAnswer, order: Order): Group[] {
  const byPrediction = collect(rows.length, (i) => instances.prediction[rows[i]]);
  return [...byPrediction]
    .sort((a, b) => a[0] - b[0])
    .map(([prediction, places]) => ({
      key: `prediction ${prediction}`,
      title: prediction < 0 ? "no label" : `→ ${instances.class_names[prediction] ?? prediction}`,
      class: prediction,
      note: `${wholeCount(places.length)} unlabelled`,
      blocks: [{ prediction: null, rows: Int32Array.from(places, (i) => rows[i]).sort(order) }],
    }));
}

/** What is shown first: the sampled instances, whose activations are known. */
function sampledFirst({ label, sample }: InstancesAnswer): Order {
  const sampled = new Uint8Array(label.length);
  for (const row of sample) sampled[row] = 1;
  return (a, b) => sampled[b] - sampled[a];
}

function byResidual({ label, prediction }: InstancesAnswer, first: Order) {
  const residual = (row: number): number => Math.abs(label[row] - prediction[row]) || 0;
  return (a: number, b: number): number => first(a, b) || residual(a) - residual(b) || a - b;
}

/**
 * Groups in the order of the panel: the bins of a regression, else the class with most errors first, ties by class, the unlabelled
 * ones last. Within a run of one verdict sampled instances come first, each part by score, or by residual in a regression.
 */
export function groupInstances(instances: InstancesAnswer, bins: Bins): Group[] {
  const first = sampledFirst(instances);
  if (instances.task === "regression") return binGroups(instances, bins, byResidual(instances, first));
  const order = byScore(instances, first);
  const byLabel = collect(instances.label.length, (row) => instances.label[row]);
  const unlabelled = byLabel.get(-1) ?? [];
  byLabel.delete(-1);
  const groups = [...byLabel].map(([label, rows]) => classGroup(label, rows, instances, order));
  groups.sort((a, b) => wrongOf(b) - wrongOf(a) || a.class - b.class);
  return [...groups, ...predictedGroups(unlabelled, instances, order)];
}

/** Class that colors each instance: its label, its prediction where unlabelled, its bin in a regression; -1 for none. */
export function coloringClasses({ label, prediction, task }: InstancesAnswer, { edges }: Bins): Int32Array {
  if (task === "regression") return Int32Array.from(label, (known) => binOf(known, edges));
  return Int32Array.from(label, (known, row) => (known >= 0 ? known : prediction[row]));
}

/** 1 for each instance with a label that was predicted as another class. */
export function wrongInstances({ label, prediction, task }: InstancesAnswer): Uint8Array {
  const wrong = new Uint8Array(label.length);
  if (task === "regression") return wrong;
  for (let row = 0; row < wrong.length; row++) wrong[row] = label[row] >= 0 && label[row] !== prediction[row] ? 1 : 0;
  return wrong;
}
