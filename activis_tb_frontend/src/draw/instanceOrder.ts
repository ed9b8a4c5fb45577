/** The orders of the instance panel: by a number, highest first, or as recorded. */

import type { InstancesAnswer } from "../data/source";
import { isOfNumbers, residualOf } from "./residuals";

export type InstanceOrder = "score" | "loss" | "recorded";
export const INSTANCE_ORDERS: readonly InstanceOrder[] = ["score", "loss", "recorded"];

/** Up to so many rows a number and its row fit into the 53 bits of a float64 together. */
const MOST_PACKED = 2 ** 21;
const LAST = 2 ** 32 - 1;

/** Unsigned integers whose ascending order is the numbers' descending one; NaN comes last. */
function ranks(values: Float32Array): Uint32Array {
  const bits = new Uint32Array(Float32Array.from(values, (value) => value + 0).buffer); // -0 becomes 0
  return bits.map((bit, row) => {
    if (Number.isNaN(values[row])) return LAST;
    return LAST - ((bit & 0x80000000 ? ~bit : bit | 0x80000000) >>> 0);
  });
}

/** Rows by their number, highest first; NaN last, ties by row. Sorting packed numbers is ten times as fast as comparing. */
export function descendingRows(values: Float32Array): Int32Array {
  const rank = ranks(values);
  const rows = Int32Array.from(values.keys());
  if (values.length > MOST_PACKED) return rows.sort((a, b) => rank[a] - rank[b] || a - b);
  const packed = Float64Array.from(rank, (place, row) => place * MOST_PACKED + row).sort();
  return Int32Array.from(packed, (pack) => pack % MOST_PACKED);
}

/** All table rows in an order, or by their numbers; where labels are numbers, "score" is how close the prediction is. */
export function orderedRows(instances: InstancesAnswer, order: InstanceOrder | Float32Array): Int32Array {
  if (typeof order !== "string") return descendingRows(order);
  if (order === "recorded") return Int32Array.from(instances.label.keys());
  if (order === "loss") return descendingRows(instances.loss);
  return descendingRows(isOfNumbers(instances.task) ? closeness(instances) : instances.score);
}

/** How close the prediction of each instance is to its label: the higher the closer. */
function closeness(instances: InstancesAnswer): Float32Array {
  return Float32Array.from(instances.label, (_, row) => -Math.abs(residualOf(instances, row)));
}

/** One number for each table row from those of the sampled instances; NaN for the others. */
export function spreadOverRows(sampled: Float32Array, { label, sample }: InstancesAnswer): Float32Array {
  const values = new Float32Array(label.length).fill(NaN);
  sample.forEach((row, dot) => (values[row] = sampled[dot]));
  return values;
}

/** `rows` with the sampled ones, whose activations are known, first. */
export function sampledFirst(rows: Int32Array, { label, sample }: InstancesAnswer): Int32Array {
  const is = new Uint8Array(label.length);
  for (const row of sample) is[row] = 1;
  const first = rows.filter((row) => is[row]);
  const arranged = new Int32Array(rows.length);
  arranged.set(first);
  arranged.set(
    rows.filter((row) => !is[row]),
    first.length,
  );
  return arranged;
}
