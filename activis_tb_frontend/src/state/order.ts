/** Orders of a layer's columns: a permutation of its neurons, common to all rows of a panel. */

/** Neurons as they were recorded. */
export function recordedOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, neuron) => neuron);
}

/** Neurons by `values`, largest first; NaN last, ties by neuron. */
export function descendingOrder(values: Float32Array): Int32Array {
  const rank = (neuron: number): number => (Number.isNaN(values[neuron]) ? -Infinity : values[neuron]);
  const isMissing = (neuron: number): number => (Number.isNaN(values[neuron]) ? 1 : 0);
  return recordedOrder(values.length).sort((a, b) => {
    const difference = rank(b) - rank(a);
    if (difference) return difference;
    return isMissing(a) - isMissing(b) || a - b;
  });
}

/** Neurons by name, numbers in names by their value; those without a name last. */
export function namedOrder(names: string[], count: number): Int32Array {
  const { compare } = new Intl.Collator("en", { numeric: true });
  return recordedOrder(count).sort((a, b) => {
    if (names[a] === undefined || names[b] === undefined)
      return Number(names[a] === undefined) - Number(names[b] === undefined) || a - b;
    return compare(names[a], names[b]) || a - b;
  });
}

/** Neurons that say least first: the `silent` ones, then by the share of instances that they are active on; NaN last. */
export function quietOrder(active: Float32Array, silent: Uint8Array): Int32Array {
  const rank = (neuron: number): number => (silent[neuron] ? -1 : Number.isNaN(active[neuron]) ? 2 : active[neuron]);
  return recordedOrder(active.length).sort((a, b) => rank(a) - rank(b) || a - b);
}

/** Whether each of `count` neurons is in `order`, once. */
export function isOrderOf(order: number[], count: number): boolean {
  const seen = new Set(order.filter((neuron) => Number.isInteger(neuron) && neuron >= 0 && neuron < count));
  return order.length === count && seen.size === count;
}

/** Where each of `count` neurons stands in `order`; -1 for one that is not in it. */
export function positions(order: Int32Array, count = order.length): Int32Array {
  const places = new Int32Array(count).fill(-1);
  order.forEach((neuron, place) => (places[neuron] = place));
  return places;
}
