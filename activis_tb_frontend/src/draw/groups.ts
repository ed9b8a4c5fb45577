/** How the instance panel groups instances: by true class, right ones first, then wrong ones by what they were predicted as. */

import type { InstancesAnswer } from "../data/source";

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

const QUANTILES = 5;

function byScore(rows: number[], score: Float32Array): Int32Array {
  const rank = (row: number): number => (Number.isNaN(score[row]) ? -Infinity : score[row]);
  return Int32Array.from(rows.sort((a, b) => rank(b) - rank(a) || a - b));
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

function classGroup(label: number, rows: number[], instances: InstancesAnswer): Group {
  const byPrediction = collect(rows.length, (i) => instances.prediction[rows[i]]);
  const predicted = [...byPrediction].map(([prediction, places]): Block => {
    const members = places.map((i) => rows[i]);
    return { prediction, rows: byScore(members, instances.score) };
  });
  const right = predicted.find((block) => block.prediction === label);
  const wrong = predicted
    .filter((block) => block.prediction !== label)
    .sort((a, b) => b.rows.length - a.rows.length || a.prediction! - b.prediction!);
  const note = `${(right?.rows.length ?? 0).toLocaleString("en")} of ${rows.length.toLocaleString("en")} right`;
  const blocks = [...(right ? [{ prediction: null, rows: right.rows }] : []), ...wrong];
  return { key: `label ${label}`, title: instances.class_names[label] ?? String(label), class: label, note, blocks };
}

function wrongOf(group: Group): number {
  return group.blocks.reduce((sum, block) => sum + (block.prediction === null ? 0 : block.rows.length), 0);
}

function predictedGroups(rows: number[], instances: InstancesAnswer): Group[] {
  const byPrediction = collect(rows.length, (i) => instances.prediction[rows[i]]);
  return [...byPrediction]
    .sort((a, b) => a[0] - b[0])
    .map(([prediction, places]) => ({
      key: `prediction ${prediction}`,
      title: prediction < 0 ? "no label" : `→ ${instances.class_names[prediction] ?? prediction}`,
      class: prediction,
      note: `${places.length} unlabelled`,
      blocks: [
        {
          prediction: null,
          rows: byScore(
            places.map((i) => rows[i]),
            instances.score,
          ),
        },
      ],
    }));
}

/** Fifths of the label, each by residual, smallest first; instances without a label last. */
function quantileGroups(instances: InstancesAnswer): Group[] {
  const { label, prediction } = instances;
  const residual = (row: number): number => Math.abs(label[row] - prediction[row]);
  const rows = [...label.keys()].filter((row) => !Number.isNaN(label[row])).sort((a, b) => label[a] - label[b]);
  const groups: Group[] = [];
  for (let part = 0; part < QUANTILES; part++) {
    const members = rows.slice(
      Math.round((part * rows.length) / QUANTILES),
      Math.round(((part + 1) * rows.length) / QUANTILES),
    );
    if (!members.length) continue;
    const [low, high] = [label[members[0]], label[members[members.length - 1]]];
    members.sort((a, b) => residual(a) - residual(b) || a - b);
    const title = `${shortNumber(low)} to ${shortNumber(high)}`;
    const note = `${members.length} by residual`;
    groups.push({
      key: `fifth ${part}`,
      title,
      class: part,
      note,
      blocks: [{ prediction: null, rows: Int32Array.from(members) }],
    });
  }
  return groups;
}

/** Three significant digits and a true minus sign, without an exponent where that reads well. */
export function shortNumber(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const plain = !Number.isFinite(value) || (size >= 1e-3 && size < 1e6);
  const text = plain ? String(Number(value.toPrecision(3))) : value.toExponential(1);
  return text.replaceAll("-", "\u2212");
}

/** Groups in the order of the panel: the class with most errors first, ties by class, the unlabelled ones last. */
export function groupInstances(instances: InstancesAnswer): Group[] {
  if (instances.task === "regression") return quantileGroups(instances);
  const byLabel = collect(instances.label.length, (row) => instances.label[row]);
  const unlabelled = byLabel.get(-1) ?? [];
  byLabel.delete(-1);
  const groups = [...byLabel].map(([label, rows]) => classGroup(label, rows, instances));
  groups.sort((a, b) => wrongOf(b) - wrongOf(a) || a.class - b.class);
  return [...groups, ...predictedGroups(unlabelled, instances)];
}

/** Class that colors each instance: its label, its prediction where unlabelled, its fifth in a regression; -1 for none. */
export function coloringClasses(instances: InstancesAnswer, groups: Group[]): Int32Array {
  const { label, prediction, task } = instances;
  if (task !== "regression") return Int32Array.from(label, (known, row) => (known >= 0 ? known : prediction[row]));
  const classes = new Int32Array(label.length).fill(-1);
  for (const group of groups)
    for (const block of group.blocks) for (const row of block.rows) classes[row] = group.class;
  return classes;
}

/** 1 for each instance with a label that was predicted as another class. */
export function wrongInstances({ label, prediction, task }: InstancesAnswer): Uint8Array {
  const wrong = new Uint8Array(label.length);
  if (task === "regression") return wrong;
  for (let row = 0; row < wrong.length; row++) wrong[row] = label[row] >= 0 && label[row] !== prediction[row] ? 1 : 0;
  return wrong;
}
