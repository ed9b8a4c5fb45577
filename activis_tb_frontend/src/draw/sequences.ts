/** Units in their sequence: rows of one parent follow each other in the instance table. */

import type { ActivationsAnswer } from "../data/source";

/** Rows of the same parent as `row`, at most `reach` to either side. */
export function siblings(parents: Int32Array, row: number, reach: number): number[] {
  let [first, last] = [row, row];
  while (first > 0 && row - first < reach && parents[first - 1] === parents[row]) first--;
  while (last + 1 < parents.length && last - row < reach && parents[last + 1] === parents[row]) last++;
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

/** |activation| of a neuron by table row, as a share of its largest; 0 outside the sample. */
export function shadesOf(
  { value, n_neurons, n_sampled }: ActivationsAnswer,
  neuron: number,
  dots: Int32Array,
): Float32Array {
  let most = 0;
  for (let dot = 0; dot < n_sampled; dot++) most = Math.max(most, Math.abs(value[dot * n_neurons + neuron]) || 0);
  return Float32Array.from(dots, (dot) =>
    dot < 0 || dot >= n_sampled || !most ? 0 : Math.abs(value[dot * n_neurons + neuron]) / most,
  );
}
