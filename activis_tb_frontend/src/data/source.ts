/** What the page can ask for: the answers of docs/http_api.md as types, and the interface that every source of them fulfils. */

export type Task = "classes" | "multilabel" | "regression" | "ranking" | "none";
export type SubsetKind = "all" | "class" | "bin" | "declared";

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
  domain: [number, number];
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
  /** Inner edges of a regression's bins, ascending. */
  edges: number[];
  n: number;
  n_sampled: number;
  accuracy: number | null;
  mean_loss: number | null;
  subsets: SubsetSummary[];
  /** [label, prediction, count] over all instances, counts above zero only. */
  confusion: [number, number, number][];
  layers: LayerSummary[];
  opening_layer: string;
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

/** The part of an address that `/matrix` takes; what is left out comes from the query's moment. */
export type RowAddress = { subset: string } | { instance: string };

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

/** Rows x neurons, row-major, one array per statistic. */
export interface MatrixAnswer {
  layer: string;
  n_neurons: number;
  rows: MatrixRowSummary[];
  value: Float32Array;
  sd: Float32Array;
  min: Float32Array;
  max: Float32Array;
  active: Float32Array;
}

/** Activations of the sampled instances, [sampled, neurons] row-major. */
export interface ActivationsAnswer {
  layer: string;
  n_neurons: number;
  n_sampled: number;
  value: Float32Array;
}

export interface ProjectionAnswer {
  layer: string;
  method: string;
  explained: number[];
  n: number;
  /** [sampled, 2] row-major. */
  xy: Float32Array;
}

export interface ThumbnailGrid {
  width: number;
  height: number;
  per_row: number;
  per_page: number;
}

/** Outputs of all instances, by row of the instance table. */
export interface InstancesAnswer {
  n: number;
  n_listed: number;
  task: Task;
  class_names: string[];
  /** Raw columns of the instance table. */
  columns: { name: string; type: string }[];
  text_column: string | null;
  thumbnails: ThumbnailGrid | null;
  label: Int32Array | Float32Array;
  prediction: Int32Array | Float32Array;
  score: Float32Array;
  label_score: Float32Array;
  loss: Float32Array;
  /** Table rows of the sampled instances; a dot of a projection is an index into it. */
  sample: Int32Array;
  always: Uint8Array;
  /** [subsets, ceil(sampled / 8)], most significant bit first. */
  members: Uint8Array;
}

export interface InstanceDetail {
  row: number;
  id: string;
  label: number;
  prediction: number;
  score: number | null;
  label_score: number | null;
  loss: number | null;
  scores: [number, number][];
  text: string | null;
  columns: Record<string, unknown>;
  sampled: boolean;
  thumbnail: number | null;
}

/** One snapshot: what every question below is asked about. */
export interface Moment {
  run: string;
  instance_set: string;
  step: number;
  /** Part of every cache key: a script that records again changes it. */
  recording: string;
}

export interface DataSource {
  fetchRuns(signal?: AbortSignal): Promise<RunsAnswer>;
  /** All of TensorBoard's runs in its order, for their colors; empty when nobody answers. */
  fetchTensorBoardRuns(signal?: AbortSignal): Promise<string[]>;
  fetchSnapshot(moment: Moment, signal?: AbortSignal): Promise<SnapshotAnswer>;
  fetchGraph(run: string, recording: string, signal?: AbortSignal): Promise<GraphAnswer>;
  fetchMatrix(moment: Moment, layer: string, rows: RowAddress[], signal?: AbortSignal): Promise<MatrixAnswer>;
  fetchActivations(moment: Moment, layer: string, signal?: AbortSignal): Promise<ActivationsAnswer>;
  fetchProjection(moment: Moment, layer: string, signal?: AbortSignal): Promise<ProjectionAnswer>;
  fetchInstances(moment: Moment, signal?: AbortSignal): Promise<InstancesAnswer>;
  /** Details of at most 200 instances, by table row or by id. */
  fetchInstance(
    moment: Moment,
    wanted: { rows: number[] } | { ids: string[] },
    signal?: AbortSignal,
  ): Promise<InstanceDetail[]>;
  thumbnailsUrl(moment: Moment, page: number): string;
}
