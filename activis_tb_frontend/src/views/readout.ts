/** The words of a readout: neuron, row, value or mean, spread, count, share active. */

import { percent, shortNumber, wholeCount } from "../draw/numbers";
import type { Statistics } from "../state/layer.svelte";

export interface ReadoutPart {
  /** Names the place it has in the line, which is the same for every cell. */
  slot: string;
  before: string;
  value: string;
  after: string;
}

interface Pointed {
  neuron: number;
  label: string;
  values: Float32Array | null;
  /** Of a subset; null for an instance. */
  statistics: Statistics | null;
  /** Of all instances, to compare with; null where the row is all of them. */
  all: Statistics | null;
}

function part(slot: string, before: string, value: string, after = ""): ReadoutPart {
  return { slot, before, value, after };
}

export function readoutOf({ neuron, label, values, statistics, all }: Pointed): ReadoutPart[] {
  const parts = [part("neuron", "neuron ", String(neuron))];
  if (label) parts.push(part("row", "row ", label));
  if (!values) return parts;
  const value = shortNumber(values[neuron]);
  const sd = statistics?.sd[neuron] ?? NaN;
  if (!statistics || (Number.isNaN(sd) && statistics.n <= 1)) return [...parts, part("mean", "activation ", value)];
  parts.push(part("mean", "mean ", value));
  parts.push(all ? part("all", "(all: ", shortNumber(all.value[neuron]), ")") : part("all", "", ""));
  parts.push(part("sd", "sd ", shortNumber(sd)));
  const [low, high] = [statistics.min[neuron], statistics.max[neuron]];
  if (Number.isFinite(low) && Number.isFinite(high))
    parts.push(part("range", "", `${shortNumber(low)} to ${shortNumber(high)}`));
  parts.push(part("n", "n ", wholeCount(statistics.n), statistics.exact ? "" : " of the sample"));
  return [...parts, ...activeParts(statistics.active[neuron], all?.active[neuron] ?? NaN)];
}

function activeParts(share: number, ofAll: number): ReadoutPart[] {
  if (!Number.isFinite(share)) return [];
  const active = part("active", "active ", percent(share));
  return Number.isFinite(ofAll) ? [active, part("active-all", "(all: ", percent(ofAll), ")")] : [active];
}
