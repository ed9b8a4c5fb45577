/** The words of a difference's cell: how far the means are apart, on how many instances, the effect and its certainty. */

import type { EffectAnswer } from "../data/source";
import { wholeCount } from "../draw/numbers";
import { certaintyInWords } from "../state/difference";
import type { Layer } from "../state/layer.svelte";
import type { Page } from "../state/page.svelte";
import type { Row } from "./rows";
import { pairAt, type Pair } from "./pairing";
import { effectInWords, neuronParts, part, signed, valueInWords, type ReadoutPart } from "./readout";

export interface PointedDifference {
  neuron: number;
  /** Name of the neuron, "" for none. */
  name: string;
  label: string;
  values: Float32Array | null;
  /** What the values are differences of, where not of activations: "to NUM"; "" where they are. */
  unit: string;
  /** null while it is asked, or where it cannot be had. */
  effect: EffectAnswer | null;
  /** Why there is no effect, in words; null where there is one. */
  effectless: string | null;
  /** The same neuron in the other run, where one of the rows is of another. */
  pair: Pair | null;
  /** Whether the effect is still asked. */
  waits: boolean;
  /** Whether effects rest on fewer instances than there are. */
  sampled: boolean;
}

function sizes({ n, n_against, shared }: EffectAnswer, sampled: boolean): string {
  const counted = `${wholeCount(n)} and ${wholeCount(n_against)}${sampled ? " sampled" : ""}`;
  return shared ? `${counted}, ${wholeCount(shared)} in both left out` : counted;
}

export function differenceReadoutOf(pointed: PointedDifference): ReadoutPart[] {
  const { neuron, name, label, values, unit, effect, effectless, pair, waits, sampled } = pointed;
  const parts = [...neuronParts(neuron, name, pair), part("compared", "", label)];
  if (pair && !pair.partner) return parts;
  if (values) {
    const value = values[neuron];
    const words = Number.isFinite(value) ? signed(value) : valueInWords(value);
    parts.push(part("apart", "difference ", words, unit && ` ${unit}`));
  }
  if (effectless) return [...parts, part("certainty", "", "", effectless)];
  if (!effect) return waits ? [...parts, part("certainty", "", "", "comparing …")] : parts;
  const [auc, g] = effectInWords(effect, neuron);
  if (auc) parts.push(part("effect", "AUC ", auc, g));
  parts.push(part("certainty", "", certaintyInWords(effect, effect.p[neuron])));
  return [...parts, part("sizes", "n ", sizes(effect, sampled))];
}

/** What the readout of a layer's neuron on the difference row rests on. */
export function pointedDifference(page: Page, layer: Layer, row: Row, neuron: number): PointedDifference {
  const { row: one, against } = page.view;
  return {
    neuron,
    name: layer.names?.[neuron] ?? "",
    label: row.label,
    values: row.values,
    unit: layer.encoding.kind === "contribution" ? layer.encoding.unit : "",
    effect: layer.difference.effect,
    effectless: layer.difference.effectless,
    pair: pairAt(page, layer, one ?? "", neuron) ?? pairAt(page, layer, against ?? "", neuron),
    waits: layer.difference.loading,
    sampled: layer.isSampled,
  };
}
