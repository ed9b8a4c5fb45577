/** A layer's instances in two dimensions, and which are close in all of them. */

/** The moment whose maps others follow, so that they can be compared. */
export interface Anchor {
  run: string;
  step: number;
}

export interface ProjectionAnswer {
  layer: string;
  method: string;
  /** Share of variance of each axis. */
  explained: number[];
  n: number;
  n_left_out: number;
  /** What to expect of a t-SNE: how long it may take, or why there is none. */
  tsne: { seconds: number; problem: string | null };
  /** [sampled, 2] row-major; NaN for an instance that is left out. */
  xy: Float32Array;
  /** Where the anchor's principal components have the same instances; NaN for others. */
  anchor_xy?: Float32Array;
}

/** A t-SNE so far, or the finished one, which has `parameters`. */
export interface MapAnswer {
  /** 0 to 1; null where it is not there and was not begun. */
  progress: number | null;
  seconds_left?: number;
  parameters?: {
    perplexity: number;
    components: number | null;
    initialization: string;
    iterations: [number, number];
    openTSNE: string;
  };
  trustworthiness?: number | null;
  n_trusted?: number;
  n_left_out?: number;
  n?: number;
  xy?: Float32Array;
  /** Where the anchor's t-SNE has the same instances. */
  anchor_xy?: Float32Array;
}

/** Where the sample of another moment has the instances of one's own. */
export interface SharedAnswer {
  n: number;
  n_shared: number;
  /** [sampled]; -1 for an instance that the other one does not have. */
  places: Int32Array;
}

export interface Neighbor {
  row: number;
  id: string;
  /** Of the activations of both. */
  cosine: number;
}
