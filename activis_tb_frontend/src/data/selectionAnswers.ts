/** Subsets made on the page: how they are asked for, who is in them, and how they differ. */

/** A subset made on the page: a recorded one, a condition, ids, bits over the sample, or what is combined of them. */
export type Selection =
  | { subset: string }
  | { where: string }
  | { ids: string[] }
  | { bits: string; checksum: number; layer: string }
  | { all: Selection[] }
  | { any: Selection[] }
  | { not: Selection };

/** What is wrong with a condition: one sentence, where in its text, what would be right there, and the end of the sentence that says so. */
export interface ConditionProblem {
  sentence: string;
  position: number | null;
  suggestion: string | null;
  advice: string;
}

/** Who is in a selection; without an `error` all the rest is there. */
export interface ConditionAnswer {
  error: ConditionProblem | null;
  /** Members of `of` listed instances, or of the sample where `of_all` is false. */
  n: number;
  of: number;
  of_all: boolean;
  n_sampled: number;
  /** The recorded subset whose condition says the same. */
  declared: string | null;
  /** Layers whose activations decided. */
  layers: string[];
  /** Of those that were counted; null where none of them tells. */
  accuracy: number | null;
  mean_loss: number | null;
  residual: number | null;
  /** One bit for each table row, most significant first. */
  rows: Uint8Array;
}

interface ColumnBase {
  name: string;
  n_missing: number;
}

export interface HistogramColumn extends ColumnBase {
  kind: "numbers" | "times";
  n_not_finite: number;
  edges: number[];
  counts: number[];
  selected?: number[];
}

export interface ValuesColumn extends ColumnBase {
  kind: "values";
  n_values: number;
  values: { value: string; n: number; selected?: number }[];
  n_others: number;
  selected_others?: number;
}

export interface PlainColumn extends ColumnBase {
  kind: "text" | "other";
}

export type ColumnSummary = HistogramColumn | ValuesColumn | PlainColumn;

export interface ColumnsAnswer {
  n: number;
  of_all: boolean;
  n_selected: number | null;
  columns: ColumnSummary[];
}

/** All listed instances grouped by a column. */
export interface GroupsAnswer {
  column: string;
  n_values: number;
  groups: { title: string; kind: "value" | "bin" | "others" | "missing"; where: string | null; n: number }[];
  /** Of each table row its place in `groups`. */
  group: Int32Array;
}

/** How differently two subsets activate each neuron; arrays are [neurons]. */
export interface EffectAnswer {
  layer: string;
  n: number;
  n_against: number;
  shared: number;
  circular: string | null;
  threshold: number | null;
  auc: Float32Array;
  g: Float32Array;
  p: Float32Array;
}
