/** Labels that are numbers: those of a regression, and the relevances of a ranking; what was predicted in their unit, and how far off it is. */

import type { InstancesAnswer, Task } from "../data/source";

/** Whether the labels of a task are numbers, which fall into bins, rather than classes. */
export function isOfNumbers(task: Task | undefined): boolean {
  return task === "regression" || task === "ranking";
}

/** What was predicted of each instance in the unit of its label: in a ranking the label that belongs where the score puts it. */
export function predictedLabels({ placed, prediction }: InstancesAnswer): Int32Array | Float32Array {
  return placed ?? prediction;
}

/** How far above its label the prediction of an instance is; NaN where either is not known. */
export function residualOf(instances: InstancesAnswer, row: number): number {
  return predictedLabels(instances)[row] - instances.label[row];
}

/** The residual of each instance as a share of the largest, from -1 to 1; 0 where that is not known. */
export function offShares(instances: InstancesAnswer): Float32Array {
  const off = Float32Array.from(instances.label, (_, row) => residualOf(instances, row) || 0);
  const farthest = off.reduce((most, one) => Math.max(most, Math.abs(one)), 0) || 1;
  return off.map((one) => one / farthest);
}
