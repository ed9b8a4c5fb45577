/** The instance panel's groups of a regression: the bins of the label; what is off by more than a threshold is wrong. */

import type { InstancesAnswer } from "../data/source";
import { binOf, type Bins } from "./bins";
import { block, collect, countNote, rightNote, verdictBlocks, type Group } from "./blocks";

/** Half of the labels' standard deviation: what a regression's prediction may be off by before it is called wrong. */
export function usualThreshold({ label, task }: InstancesAnswer): number {
  if (task !== "regression") return Infinity;
  const known = (label as Float32Array).filter((value) => Number.isFinite(value));
  if (!known.length) return 0;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return Number((Math.sqrt(variance) / 2).toPrecision(2));
}

/** One group per bin with instances, those within the threshold first, then the others by the bin of their prediction; last those without label. */
export function binGroups(
  { label, prediction }: InstancesAnswer,
  { names, edges }: Bins,
  rows: Int32Array,
  threshold: number,
): Group[] {
  const byBin = [...collect(rows, (row) => binOf(label[row], edges))];
  byBin.sort(([a], [b]) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
  return byBin.map(([bin, members]): Group => {
    const isRight = (row: number): boolean => Math.abs(label[row] - prediction[row]) <= threshold;
    const right = members.filter(isRight);
    const wrong = collect(
      members.filter((row) => !isRight(row)),
      (row) => binOf(prediction[row], edges),
    );
    if (bin < 0) return unlabelled(members);
    const blocks = verdictBlocks(bin, right, wrong);
    return { key: `bin ${bin}`, title: names[bin] ?? `bin ${bin + 1}`, class: bin, ...rightNote(blocks), blocks };
  });
}

function unlabelled(rows: number[]): Group {
  const blocks = block("unpredicted", -1, null, rows);
  return { key: "bin -1", title: "no label", class: -1, ...countNote(rows.length), blocks };
}
