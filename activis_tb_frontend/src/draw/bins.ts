/** The recorded bins of labels that are numbers: which one a label is in. */

import type { SnapshotAnswer } from "../data/source";

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
