/** Units in their sequence: rows of one parent follow each other in the instance table. */

import type { ActivationsAnswer } from "../data/source";

/** Rows of the same parent as `row`, at most `reach` to either side, more where the other side has fewer. */
export function siblings(parents: Int32Array, row: number, reach: number): number[] {
  const most = 2 * reach;
  let [first, last] = [row, row];
  while (row - first < most && areSiblings(parents, first - 1, row)) first--;
  while (last - row < most && areSiblings(parents, last + 1, row)) last++;
  first = Math.max(first, Math.min(row - reach, last - most));
  last = Math.min(last, first + most);
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

/** Whether two rows are of the same parent; one before the first or behind the last has none. */
export function areSiblings(parents: Int32Array, one: number, other: number): boolean {
  return parents[one] !== undefined && parents[one] === parents[other];
}

/** From where to where units around one of them fit into `room`, by turns before and behind it; where not all do, a mark of `mark` stands at both ends. */
export function fittingUnits(widths: number[], own: number, room: number, mark: number): [start: number, end: number] {
  if (widths.reduce((sum, width) => sum + width, 0) <= room) return [0, widths.length];
  let [start, end] = [own, own + 1];
  let rest = room - 2 * mark - widths[own];
  for (;;) {
    const before = widths[start - 1] <= rest;
    if (before) rest -= widths[--start];
    const behind = widths[end] <= rest;
    if (behind) rest -= widths[end++];
    if (!before && !behind) return [start, end];
  }
}

/** The activations of one neuron, by dot. */
export function neuronOf({ value, n_neurons, n_sampled }: ActivationsAnswer, neuron: number): Float32Array {
  return Float32Array.from({ length: n_sampled }, (_, dot) => value[dot * n_neurons + neuron]);
}

/** The shade of a table row from -1 to 1: its activation as a share of the largest |activation|; 0 outside the sample. */
export function shadeBy(activations: Float32Array, dots: Int32Array): (row: number) => number {
  const most = activations.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  return (row) => {
    const share = activations[dots[row]] / most;
    return Math.max(-1, Math.min(1, share || 0));
  };
}
