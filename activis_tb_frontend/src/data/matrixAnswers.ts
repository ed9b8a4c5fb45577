/** The rows of a layer, the order of its columns, and the activations of single instances. */

import type { Selection } from "./selectionAnswers";

/** The address of a row; what it leaves out comes from the query's moment. */
export type RowAddress = ({ subset: string } | { instance: string } | { selection: Selection }) & {
  run?: string;
  instance_set?: string;
  step?: number;
};

export interface MatrixRowSummary {
  run: string;
  instance_set: string;
  step: number;
  subset?: string;
  instance?: string;
  n: number;
  exact: boolean;
  problem: string | null;
}

/** Rows x neurons, row-major. */
export interface ValuesAnswer {
  layer: string;
  n_neurons: number;
  rows: MatrixRowSummary[];
  value: Float32Array;
}

/** The same with an array per statistic. */
export interface MatrixAnswer extends ValuesAnswer {
  sd: Float32Array;
  min: Float32Array;
  max: Float32Array;
  active: Float32Array;
}

/** Which neurons of another run's layer are those of this one's. */
export interface CorrespondenceAnswer {
  mode: "index" | "matched";
  n_neurons: number;
  n_other: number;
  n_shared: number;
  n_pairs: number;
  median_r: number | null;
  /** Why there are no pairs; the counts of the other side are null then. */
  problem: string | null;
  /** The other layer's neuron, -1 for none; [neurons]. */
  partner: Int32Array;
  /** Of each pair, NaN for none. */
  r: Float32Array;
}

/** Neurons from first to last. */
export interface OrderAnswer {
  layer: string;
  order: number[];
}

/** Activations of the sampled instances, [sampled, neurons] row-major. */
/** One number for each sampled instance. */
export interface SampledAnswer {
  layer: string;
  value: Float32Array;
}

export interface ActivationsAnswer {
  layer: string;
  n_neurons: number;
  n_sampled: number;
  value: Float32Array;
}
