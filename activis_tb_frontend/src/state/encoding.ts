/** What a cell shows of its value: the value itself, its deviation in the neuron's own units, or its difference from all. */

export const SCALE_KINDS = ["raw", "clipped", "neuron", "difference"] as const;
export type ScaleKind = (typeof SCALE_KINDS)[number];

export const SCALE_LABELS: Record<ScaleKind, string> = {
  raw: "raw",
  clipped: "clipped at the 99th percentile",
  neuron: "per neuron",
  difference: "difference from all",
};

/** Statistics of "all" that encodings rest on, [neurons] each. */
export interface Reference {
  value: Float32Array;
  sd: Float32Array;
  min: Float32Array;
  max: Float32Array;
}

export interface Encoding {
  kind: ScaleKind | "contribution";
  /** Fixed over steps and rows. */
  domain: [number, number];
  /** Unit of the numbers in `domain`. */
  unit: string;
  /** What the ends of the domain are, as a sentence. */
  ends: string;
  /** Whether there may be values beyond the domain. */
  clips: boolean;
  shown(value: number, neuron: number): number;
}

/** Beyond three standard deviations a neuron is far from where it usually is. */
const FAR = 3;
/** One neuron this many times as active as the median one leaves nothing to see of the others. */
const DOMINANT = 20;

function identity(value: number): number {
  return value;
}

/** The largest |activation| over the neurons; 0 where nothing is known. */
function largest({ min, max }: Reference): number {
  let most = 0;
  for (let neuron = 0; neuron < max.length; neuron++) {
    const size = Math.max(Math.abs(min[neuron]), Math.abs(max[neuron]));
    if (Number.isFinite(size)) most = Math.max(most, size);
  }
  return most;
}

/** How many standard deviations `value` is from the mean of all; 0 for the only value that a neuron ever has. */
function standardized(value: number, mean: number, sd: number): number {
  return value === mean ? 0 : (value - mean) / sd;
}

/**
 * @param clipped the layer's domain: 0 or -m to m, m the 99th percentile of |activation| at the last step
 * @param all of this step
 * @param last of the last step, so that the domain of raw values stays while steps change
 */
export function encodingOf(
  kind: ScaleKind,
  clipped: [number, number],
  quantity: string,
  all: Reference | null,
  last: Reference | null,
): Encoding {
  const m = clipped[1];
  if (kind === "neuron")
    return {
      kind,
      domain: [-FAR, FAR],
      unit: "sd from all",
      ends: `Each neuron in its own standard deviations from its mean over all instances; cells beyond ${FAR} have a notch.`,
      clips: true,
      shown: all ? (value, neuron) => standardized(value, all.value[neuron], all.sd[neuron]) : identity,
    };
  if (kind === "difference")
    return {
      kind,
      domain: [-m / 2, m / 2],
      unit: "from all",
      ends: `Each ${quantity} minus the mean over all instances. The domain is half the 99th percentile of |activation| in the sample at the last step; cells beyond it have a notch.`,
      clips: true,
      shown: all ? (value, neuron) => value - all.value[neuron] : identity,
    };
  const most = last && largest(last);
  if (kind === "raw" && most)
    return {
      kind,
      domain: [clipped[0] < 0 ? -most : 0, most],
      unit: quantity,
      ends: "The domain is the largest |activation| of all instances at the last step.",
      clips: false,
      shown: identity,
    };
  return {
    kind,
    domain: clipped,
    unit: quantity,
    ends: "The domain is the 99th percentile of |activation| in the sample at the last step; cells beyond it have a notch.",
    clips: true,
    shown: identity,
  };
}

/** Per neuron where one neuron's mean exceeds 20 times the median neuron's, silent ones aside; else clipped. */
export function openingScale(last: Reference | null): ScaleKind {
  const sizes = (last?.value ?? new Float32Array())
    .map(Math.abs)
    .filter((size) => size > 0 && size < Infinity)
    .sort();
  if (!sizes.length) return "clipped";
  const median = (sizes[(sizes.length - 1) >> 1] + sizes[sizes.length >> 1]) / 2;
  return sizes[sizes.length - 1] > DOMINANT * median ? "neuron" : "clipped";
}

/** Neurons that are the same for all instances, as a mask; such a neuron says nothing. */
export function silentNeurons(all: Reference | null): Uint8Array {
  return Uint8Array.from(all?.max ?? [], (high, neuron) => (high === all!.min[neuron] ? 1 : 0));
}
