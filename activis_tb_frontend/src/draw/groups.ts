/** How the instance panel groups instances: by true class, right ones first, then wrong ones by what they were predicted as. */

import type { InstancesAnswer } from "../data/source";
import { binGroups } from "./binGroups";
import type { Bins } from "./bins";
import { block, collect, countIn, countNote, rightNote, shareNote, verdictBlocks, type Group } from "./blocks";
import { labelGroups } from "./labelSets";
import { orderedRows, sampledFirst, type InstanceOrder } from "./instanceOrder";
import { partGroups, predictionGroups, type By, type Judge } from "./partGroups";
import { isOfNumbers } from "./residuals";

export interface Arrangement {
  order: InstanceOrder | Float32Array;
  /** Whether sampled instances come first within a block. */
  sampledFirst: boolean;
  /** A prediction of a number, or a place in a ranking, that is farther off than this is wrong. */
  threshold: number;
}

function classGroup(label: number, rows: number[], { prediction, class_names }: InstancesAnswer): Group {
  const wrong = collect(rows, (row) => prediction[row]);
  const right = wrong.get(label) ?? [];
  wrong.delete(label);
  const blocks = verdictBlocks(label, right, wrong);
  return {
    key: `label ${label}`,
    title: class_names[label] ?? String(label),
    class: label,
    ...rightNote(blocks),
    blocks,
  };
}

function predictedGroup(prediction: number, rows: number[], { class_names }: InstancesAnswer): Group {
  return {
    key: `prediction ${prediction}`,
    title: prediction < 0 ? "no label" : `→ ${class_names[prediction] ?? prediction}`,
    class: prediction,
    ...countNote(rows.length, prediction < 0 ? "" : " unlabelled"),
    blocks: block("right", prediction, null, rows),
  };
}

function wrongOf(group: Group): number {
  return countIn(group.blocks.filter((part) => part.verdict === "wrong"));
}

/** Groups by something else than the label, each in the order of the panel. */
export function groupInstancesBy(instances: InstancesAnswer, by: By, judge: Judge, arrangement: Arrangement): Group[] {
  const rows = arrangedRows(instances, arrangement);
  return by === "prediction" ? predictionGroups(instances, rows) : partGroups(by, rows, judge);
}

function arrangedRows(instances: InstancesAnswer, arrangement: Arrangement): Int32Array {
  const ordered = orderedRows(instances, arrangement.order);
  return arrangement.sampledFirst ? sampledFirst(ordered, instances) : ordered;
}

/**
 * Groups in the order of the panel: the bins of labels that are numbers, the classes of several labels per instance by themselves, else the class with most errors first, ties by class, the unlabelled
 * ones last by what they were predicted as.
 */
export function groupInstances(instances: InstancesAnswer, bins: Bins, arrangement: Arrangement): Group[] {
  const rows = arrangedRows(instances, arrangement);
  if (isOfNumbers(instances.task)) return binGroups(instances, bins, rows, arrangement.threshold);
  if (instances.task === "multilabel") return labelGroups(instances, rows);
  const byLabel = collect(rows, (row) => instances.label[row]);
  const unlabelled = byLabel.get(-1) ?? [];
  byLabel.delete(-1);
  const groups = [...byLabel].map(([label, members]) => classGroup(label, members, instances));
  groups.sort((a, b) => wrongOf(b) - wrongOf(a) || a.class - b.class);
  const byPrediction = [...collect(unlabelled, (row) => instances.prediction[row])].sort((a, b) => a[0] - b[0]);
  return [...groups, ...byPrediction.map(([prediction, members]) => predictedGroup(prediction, members, instances))];
}

/** The groups with only the instances that `isShown` marks; a group says how many of its own are left. */
export function filterGroups(groups: Group[], isShown: Uint8Array): Group[] {
  return groups.flatMap((group) => {
    const blocks = group.blocks
      .map((part) => ({ ...part, rows: part.rows.filter((row) => isShown[row]) }))
      .filter((part) => part.rows.length);
    if (countIn(blocks) === countIn(group.blocks)) return [group];
    return blocks.length ? [{ ...group, ...shareNote(countIn(blocks), countIn(group.blocks)), blocks }] : [];
  });
}
