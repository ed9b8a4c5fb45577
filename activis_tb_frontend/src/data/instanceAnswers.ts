/** The instances: outputs of all, details of single ones, and which a search finds. */

import type { PatchGrid } from "../draw/patches";
import type { Task } from "./recordedAnswers";

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
  /** "sample" where a limit left only the sampled instances in the instance table. */
  table: "all" | "sample";
  task: Task;
  class_names: string[];
  /** Raw columns of the instance table. */
  columns: { name: string; type: string }[];
  text_column: string | null;
  thumbnails: ThumbnailGrid | null;
  /** Patches only: how they lie in the picture of their parent; the thumbnail of each is its part of it. */
  grid: PatchGrid | null;
  label: Int32Array | Float32Array;
  prediction: Int32Array | Float32Array;
  /** Rankings only: the label that belongs where the score, `prediction`, puts each instance in its list. */
  placed?: Float32Array;
  score: Float32Array;
  label_score: Float32Array;
  loss: Float32Array;
  /** With several labels per instance: the labels and the predicted ones, [instances, ceil(classes / 8)], most significant bit first. */
  labels?: Uint8Array;
  predictions?: Uint8Array;
  /** Table rows of the sampled instances; a dot of a projection is an index into it. */
  sample: Int32Array;
  always: Uint8Array;
  /** Table rows of the instances that have a thumbnail, in the order of the sprite pages. */
  thumbnail_rows: Int32Array;
  /** [subsets, ceil(sampled / 8)], most significant bit first. */
  members: Uint8Array;
  /** Units only: the number of each row's parent, in order of first appearance; rows of a parent follow each other. */
  parent?: Int32Array;
  /** Units only: where in its parent each row is, ascending. */
  position?: Int32Array;
}

export interface InstanceDetail {
  row: number;
  id: string;
  label: number;
  prediction: number;
  placed: number | null;
  score: number | null;
  label_score: number | null;
  loss: number | null;
  /** Classes; null unless an instance may have several. */
  labels: number[] | null;
  predictions: number[] | null;
  scores: [number, number][];
  text: string | null;
  columns: Record<string, unknown>;
  sampled: boolean;
  thumbnail: number | null;
  /** Units only: the id of what it is part of, and where in it. */
  parent: string | null;
  position: number | null;
}

/** Instances that hold a text: how many there are, and table rows, ascending, as many as were asked for. */
export interface SearchAnswer {
  total: number;
  rows: Int32Array;
}
