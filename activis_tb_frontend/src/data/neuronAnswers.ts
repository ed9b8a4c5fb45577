/** The neurons of a layer: what each is like, and the card of one. */

/** What each neuron of a layer is like; arrays are [neurons]. */
export interface NeuronsAnswer {
  layer: string;
  n_neurons: number;
  /** Over all instances, as far as they were recorded; else NaN. */
  mean: Float32Array;
  sd: Float32Array;
  min: Float32Array;
  max: Float32Array;
  active: Float32Array;
  dead: Uint8Array;
  rarely: Uint8Array;
  saturated: Uint8Array;
  /** Of the class that stands out most against the rest, -1 to 1; NaN and class -1 without one. */
  selectivity: Float32Array;
  class: Int32Array;
  /** The neuron with the highest correlation; -1 for none. */
  nearest: Int32Array;
  correlation: Float32Array;
  /** Those that fulfil the condition that was asked with. */
  chosen: Uint8Array;
}

/** The linear layer that turns a layer into the scores. */
export interface HeadAnswer {
  layer: string;
  n_neurons: number;
  class_names: string[];
  /** [neurons, classes] row-major. */
  kernel: Float32Array;
  bias: Float32Array;
}

/** One neuron: statistics over all instances, extremes of all, the rest over the sample. */
export interface NeuronAnswer {
  layer: string;
  neuron: number;
  mean: number | null;
  sd: number | null;
  min: number | null;
  max: number | null;
  active: number | null;
  selectivity: number | null;
  class: number;
  dead: boolean;
  rarely: boolean;
  saturated: boolean;
  /** [table row, activation] of all instances, the farthest first. */
  top: [number, number | null][];
  bottom: [number, number | null][];
  /** How many more there were that are not in the instance table. */
  n_unlisted: number;
  histogram: { edges: number[]; all: number[]; subsets: number[][] };
  /** How many of the `n` highest are of each selection. */
  highest: { n: number; subsets: number[] };
  /** Bands of equal count, with table rows of examples. */
  octiles: { low: number | null; high: number | null; rows: number[] }[];
  /** [neuron, correlation], the strongest of either sign first. */
  nearest: [number, number][];
}
