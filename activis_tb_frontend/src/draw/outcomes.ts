/** What an instance's label and prediction say about it: the class that colors it, and whether it is wrong. */

import type { InstancesAnswer } from "../data/source";
import { isLabelled, isWrongSet } from "./labelSets";
import { binOf, type Bins } from "./bins";
import { isOfNumbers, predictedLabels, residualOf } from "./residuals";

/** The class that was predicted of an instance, or the bin where labels are numbers; -1 for none. */
export function predictedClass(instances: InstancesAnswer, { edges }: Bins, row: number): number {
  const predicted = predictedLabels(instances)[row];
  return isOfNumbers(instances.task) ? binOf(predicted, edges) : predicted;
}

/** Class that colors each instance: its label, its prediction where unlabelled, its bin where labels are numbers; -1 for none. */
export function coloringClasses({ label, prediction, task }: InstancesAnswer, { edges }: Bins): Int32Array {
  if (isOfNumbers(task)) return Int32Array.from(label, (known) => binOf(known, edges));
  return Int32Array.from(label, (known, row) => (known >= 0 ? known : prediction[row]));
}

/** Whether no instance that falls into classes has a label. */
export function areWithoutLabels(instances: InstancesAnswer): boolean {
  const { label, task } = instances;
  if (task === "multilabel") return !label.some((_, row) => isLabelled(instances, row));
  return task === "classes" && label.every((known) => known < 0);
}

function markWhere(n: number, is: (row: number) => boolean): Uint8Array {
  const mask = new Uint8Array(n);
  for (let row = 0; row < n; row++) mask[row] = is(row) ? 1 : 0;
  return mask;
}

/** 1 for each instance with a label that was predicted as another class, or with other classes than its labels. */
export function wrongInstances(instances: InstancesAnswer): Uint8Array {
  const { label, prediction, task } = instances;
  if (isOfNumbers(task)) return new Uint8Array(label.length);
  if (task === "multilabel") return markWhere(label.length, (row) => isWrongSet(instances, row));
  return markWhere(label.length, (row) => label[row] >= 0 && prediction[row] >= 0 && label[row] !== prediction[row]);
}

/** Whether both the label and the prediction of an instance are known, so that it is right or wrong. */
export function isJudged(instances: InstancesAnswer, row: number): boolean {
  const { label, prediction, task } = instances;
  if (isOfNumbers(task)) return !Number.isNaN(residualOf(instances, row));
  return prediction[row] >= 0 && (task === "multilabel" ? isLabelled(instances, row) : label[row] >= 0);
}

/** 1 for each instance whose label is a number and whose prediction is farther off than `threshold`. */
export function offInstances(instances: InstancesAnswer, threshold: number): Uint8Array {
  const { label, task } = instances;
  if (!isOfNumbers(task)) return new Uint8Array(label.length);
  return markWhere(label.length, (row) => Math.abs(residualOf(instances, row)) > threshold);
}
