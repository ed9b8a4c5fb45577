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

/** Where each neuron stands in `order`. */
export function positions(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((neuron, place) => (places[neuron] = place));
  return places;
}
