/** Rows of another run seen by the neurons of this one: each value where its neuron's partner is; pure. */

import type { CorrespondenceAnswer, EffectAnswer } from "../data/source";
import type { Statistics } from "./layerRows.svelte";

type Pairs = Pick<CorrespondenceAnswer, "partner">;

/** Values [neurons of the other layer] by the neurons of this one; NaN where no neuron corresponds. */
export function seenBy({ partner }: Pairs, values: Float32Array): Float32Array {
  return Float32Array.from(partner, (theirs) => (theirs < 0 ? NaN : values[theirs]));
}

export function statisticsSeenBy(pairs: Pairs, { value, spread, ...about }: Statistics): Statistics {
  const seen = (values: Float32Array): Float32Array => seenBy(pairs, values);
  const { sd, min, max, active } = spread ?? {};
  return {
    ...about,
    value: seen(value),
    spread: sd && min && max && active ? { sd: seen(sd), min: seen(min), max: seen(max), active: seen(active) } : null,
  };
}

export function effectSeenBy(pairs: Pairs, effect: EffectAnswer): EffectAnswer {
  const seen = (values: Float32Array): Float32Array => seenBy(pairs, values);
  return { ...effect, auc: seen(effect.auc), g: seen(effect.g), p: seen(effect.p) };
}
