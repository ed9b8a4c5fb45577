/** What was recorded: runs, the snapshot of a step and the model's graph. */

export type Task = "classes" | "multilabel" | "regression" | "ranking" | "none";

export type SubsetKind = "all" | "class" | "bin" | "declared" | "made";

export interface InstanceSetListing {
  name: string;
  recording: string;
  steps: number[];
  /** Seconds since 1970, one per step. */
  wall_times: number[];
}

export interface RunListing {
  run: string;
  name: string;
  problem: string | null;
  instance_sets: InstanceSetListing[];
}

export interface RunsAnswer {
  runs: RunListing[];
  logdir: string;
}

export interface SubsetSummary {
  name: string;
  kind: SubsetKind;
  class: number | null;
  where: string | null;
  n: number;
  n_sampled: number;
  accuracy: number | null;
  mean_loss: number | null;
  /** Rankings only: the root mean square of the residuals, which says how far off the places are. */
  residual: number | null;
}

export interface LayerSummary {
  name: string;
  n_neurons: number;
  type: string;
  function: string;
  shape: (number | null)[] | null;
  pool: string;
  quantity: string;
  dtype: string;
  output: boolean;
  /** A linear layer turns this one into the scores. */
  head: boolean;
  domain: [number, number];
  /** A neuron is active above 0; in other layers outside the range in which it mostly lies. */
  rests_at_zero: boolean;
  /** Neurons with one activation on all instances, and those active on fewer than 0.1 %; null where unknown. */
  dead: number | null;
  rarely_active: number | null;
}

export interface SnapshotAnswer {
  run: string;
  instance_set: string;
  step: number;
  recording: string;
  wall_time: number;
  task: Task;
  unit: string;
  class_names: string[];
  output: string;
  /** Inner edges of the bins of labels that are numbers, ascending. */
  edges: number[];
  n: number;
  n_sampled: number;
  accuracy: number | null;
  mean_loss: number | null;
  subsets: SubsetSummary[];
  /** [label, prediction, count] over all instances, counts above zero only. */
  confusion: [number, number, number][];
  /** [class, true positives, false positives, false negatives] over all instances; empty unless they have several labels each. */
  class_counts: [number, number, number, number][];
  layers: LayerSummary[];
  opening_layer: string | null;
  notes: string[];
}

export interface GraphNode {
  id: string;
  kind: "operation" | "tensor";
  name: string;
  type: string;
  function: string;
  scope: string;
  shape: (number | null)[] | null;
  parameters: number;
  /** Name of the recorded layer that this tensor is. */
  layer: string | null;
}

export interface GraphAnswer {
  order: "data flow" | "call order";
  nodes: GraphNode[];
  edges: [string, string][];
}

/** How healthy a layer is, by step; null where it cannot be said. */
export interface LayerHealth extends Record<HealthMeasure, (number | null)[]> {
  name: string;
  n_neurons: number;
}

export type HealthMeasure =
  | "dead_share"
  | "rarely_active_share"
  | "spread"
  | "effective_rank"
  | "change"
  | "separability";

export interface HealthAnswer {
  steps: number[];
  /** Steps that were recorded but are not among `steps`. */
  n_left_out: number;
  layers: LayerHealth[];
}
