/** The difference of two rows: its values, the colors' domain, and which neurons it is certain for; pure. */

import type { EffectAnswer, Moment } from "../data/source";
import type { ScaleKind } from "./encoding";

/** What a difference needs of a row. */
interface Mean {
  n: number;
  value: Float32Array;
}

/** The mean of all instances that a subset does not have; NaN where it has all of them. */
export function restOf(all: Mean, subset: Mean): Float32Array {
  const left = all.n - subset.n;
  return all.value.map((mean, neuron) => (left > 0 ? (all.n * mean - subset.n * subset.value[neuron]) / left : NaN));
}

/** The values of one row minus those of another, [neurons]. */
export function differenceOf(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, neuron) => value - other[neuron]);
}

export interface DifferenceScale {
  domain: [number, number];
  unit: string;
  shown(value: number, neuron: number): number;
}

/** Beyond three standard deviations a difference is large. */
const FAR = 3;

/** How differences are colored beside rows of a scale; `most` is the end of the layer's domain, `sd` that of all instances. */
export function differenceScale(kind: ScaleKind, most: number, sd: Float32Array | null): DifferenceScale {
  if (kind !== "neuron" || !sd) return { domain: [-most / 2, most / 2], unit: "difference", shown: (value) => value };
  const shown = (value: number, neuron: number): number => (value === 0 ? 0 : value / sd[neuron]);
  return { domain: [-FAR, FAR], unit: "sd apart", shown };
}

/** Up to this chance, as the server sends it, a difference counts as certain. */
const LEVEL = Math.fround(0.05);

/** Mask of the neurons whose difference is certain. */
export function certainNeurons({ p }: Pick<EffectAnswer, "p">): Uint8Array {
  return Uint8Array.from(p, (chance) => (chance <= LEVEL ? 1 : 0));
}

/** Sides are too small when even the largest statistic is what chance gives; chance is drawn from fewer than all instances. */
const DRAWN = 1.005;

/** The largest statistic that so many of two sides can have, where no two activations are the same. */
function largestStatistic(n: number, n_against: number): number {
  return Math.sqrt((3 * n * n_against) / (n + n_against + 1));
}

type Judged = Pick<EffectAnswer, "n" | "n_against" | "circular" | "threshold">;

/** What can be said of one neuron's difference, in words. */
export function certaintyInWords({ n, n_against, circular, threshold }: Judged, chance: number): string {
  if (circular !== null) return `circular: chosen by activations of ${circular}`;
  if (!n || !n_against) return "no effect: one side has no members of its own";
  if (chance <= LEVEL) return "certain";
  const isTooSmall = threshold !== null && largestStatistic(n, n_against) <= threshold * DRAWN;
  return isTooSmall ? "not certain: n too small" : "not certain";
}

/** Why rows of two moments have no effect, in words; null where they have one. */
export function whyNoEffect(one: Moment, other: Moment): string | null {
  if (one.run !== other.run) return "no effect: the rows are of different runs";
  if (one.instance_set !== other.instance_set) return "no effect: the rows are of different data sets";
  return one.step === other.step ? null : "no effect: the rows are of different steps";
}

/** How far each neuron is from no effect, [neurons]; NaN where there is none. */
export function effectSizes({ auc }: Pick<EffectAnswer, "auc">): Float32Array {
  return auc.map((chance) => Math.abs(chance - 0.5));
}
