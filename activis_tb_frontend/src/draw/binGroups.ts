/** The instance panel's groups of a regression or ranking: the bins of the label; what is off by more than a threshold is wrong. */

import type { InstancesAnswer } from "../data/source";
import { binOf, type Bins } from "./bins";
import { block, collect, countNote, mixedBlock, rightNote, type Block, type Group } from "./blocks";
import { isOfNumbers, residualOf } from "./residuals";

/** Half of the labels' standard deviation: what a prediction may be off by before it is called wrong. */
export function usualThreshold({ label, task }: InstancesAnswer): number {
  if (!isOfNumbers(task)) return Infinity;
  const known = (label as Float32Array).filter((value) => Number.isFinite(value));
  if (!known.length) return 0;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return Number((Math.sqrt(variance) / 2).toPrecision(2));
}

/** One group per bin with instances: those within the threshold, those predicted too high, too low, and not at all; last the group of those without label. */
export function binGroups(
  instances: InstancesAnswer,
  { names, edges }: Bins,
  rows: Int32Array,
  threshold: number,
): Group[] {
  const { label } = instances;
  const byBin = [...collect(rows, (row) => binOf(label[row], edges))];
  byBin.sort(([a], [b]) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
  return byBin.map(([bin, members]): Group => {
    if (bin < 0) return unlabelled(members);
    const rowsOff = (is: (off: number) => boolean): number[] => members.filter((row) => is(residualOf(instances, row)));
    const right = rowsOff((off) => Math.abs(off) <= threshold);
    const [high, low] = [rowsOff((off) => off > threshold), rowsOff((off) => off < -threshold)];
    const blocks = [
      ...block("right", bin, null, right),
      ...offBlock("high", high),
      ...offBlock("low", low),
      ...block("unpredicted", bin, null, rowsOff(Number.isNaN)),
    ];
    return { key: `bin ${bin}`, title: names[bin] ?? `bin ${bin + 1}`, class: bin, ...rightNote(blocks), blocks };
  });
}

function offBlock(off: "high" | "low", rows: number[]): Block[] {
  return mixedBlock("wrong", rows).map((one) => ({ ...one, off }));
}

function unlabelled(rows: number[]): Group {
  const blocks = block("unpredicted", -1, null, rows);
  return { key: "bin -1", title: "no label", class: -1, ...countNote(rows.length), blocks };
}
