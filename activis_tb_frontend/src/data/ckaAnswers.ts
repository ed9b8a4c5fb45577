/** How similar the layers of two moments are as wholes. */

/** What there is while it is computed. */
export interface CkaProgress {
  /** 0 to 1. */
  progress: number;
}

export interface CkaAnswer {
  layers: string[];
  other_layers: string[];
  /** Instances that they were compared on. */
  n: number;
  /** Sampled instances that both moments have. */
  n_shared: number;
  /** [layers, other layers] row-major, about 0 to 1; NaN where a layer never varies. */
  cka: Float32Array;
}
