/** The recorded bins of a regression's label: which one an instance is in, and the groups of the instance panel. */

import type { InstancesAnswer, SnapshotAnswer } from "../data/source";
import type { Group } from "./groups";
import { wholeCount } from "./numbers";

export interface Bins {
  /** One name per bin, in the order of the labels. */
  names: string[];
  /** Inner edges, ascending: one less than there are bins. */
  edges: number[];
}

export const NO_BINS: Bins = { names: [], edges: [] };

export function binsOf(snapshot: SnapshotAnswer | null): Bins {
  if (!snapshot) return NO_BINS;
  const bins = snapshot.subsets.filter((subset) => subset.kind === "bin");
  return { names: bins.map((bin) => bin.name), edges: snapshot.edges };
}

/**
 * The bin of a label: b where edges[b - 1] <= label < edges[b]; -1 for NaN. Labels arrive as float32, so the edges are rounded
 * likewise: a label that is an edge stays above it.
 */
export function binOf(label: number, edges: number[]): number {
  if (Number.isNaN(label)) return -1;
  const above = edges.findIndex((edge) => label < Math.fround(edge));
  return above < 0 ? edges.length : above;
}

/** One group per bin with instances, `byResidual` giving their order; the last one holds instances without a label. */
export function binGroups(
  { label }: InstancesAnswer,
  { names, edges }: Bins,
  byResidual: (a: number, b: number) => number,
): Group[] {
  const members: number[][] = Array.from({ length: edges.length + 2 }, () => []);
  label.forEach((value: number, row: number) => members.at(binOf(value, edges))!.push(row));
  return members.flatMap((rows, bin): Group[] => {
    const isLabelled = bin <= edges.length;
    if (!rows.length) return [];
    const title = isLabelled ? (names[bin] ?? `bin ${bin + 1}`) : "no label";
    const block = { prediction: null, rows: Int32Array.from(rows.sort(byResidual)) };
    return [{ key: `bin ${bin}`, title, class: isLabelled ? bin : -1, note: wholeCount(rows.length), blocks: [block] }];
  });
}
