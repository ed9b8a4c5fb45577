/** Which neurons of a layer can be left out of its matrix, and why: pure. */

import type { NeuronsAnswer } from "../data/source";

export const FILTERS = ["dead", "rarely", "saturated", "duplicates", "uncertain"] as const;
export type Filter = (typeof FILTERS)[number];

export const FILTER_LABELS: Record<Filter, string> = {
  dead: "dead",
  rarely: "rarely active",
  saturated: "saturated",
  duplicates: "near-duplicate",
  uncertain: "not certain",
};

/** Neurons whose activations correlate above this say the same. */
export const ALIKE = 0.95;

/** 1 for every neuron but the first of each group in which neighbors correlate above `ALIKE`. */
export function duplicates({ nearest, correlation }: Pick<NeuronsAnswer, "nearest" | "correlation">): Uint8Array {
  const first = Int32Array.from(nearest.keys());
  const firstOf = (neuron: number): number => {
    while (first[neuron] !== neuron) neuron = first[neuron] = first[first[neuron]];
    return neuron;
  };
  nearest.forEach((other, neuron) => {
    if (other < 0 || !(correlation[neuron] > ALIKE)) return;
    const [a, b] = [firstOf(neuron), firstOf(other)];
    first[Math.max(a, b)] = Math.min(a, b);
  });
  return Uint8Array.from(first, (_, neuron) => (firstOf(neuron) === neuron ? 0 : 1));
}

/** The neurons whose difference is not certain; null where none is, since nothing would be left. */
export function uncertainNeurons(certain: Uint8Array | null): Uint8Array | null {
  return certain?.includes(1) ? certain.map((one) => 1 - one) : null;
}

/** 1 for each neuron that a filter is about, by filter; null for a filter that means nothing now. `certain` are those of the difference. */
export function filterMasks(answer: NeuronsAnswer, certain: Uint8Array | null): Record<Filter, Uint8Array | null> {
  const { dead, rarely, saturated } = answer;
  return { dead, rarely, saturated, duplicates: duplicates(answer), uncertain: uncertainNeurons(certain) };
}

export function countOf(mask: Uint8Array): number {
  return mask.reduce((sum, one) => sum + one, 0);
}

/** `order` without the neurons that one of `masks` marks. */
export function withoutMasked(order: Int32Array, masks: Uint8Array[]): Int32Array {
  return masks.length ? order.filter((neuron) => !masks.some((mask) => mask[neuron])) : order;
}
