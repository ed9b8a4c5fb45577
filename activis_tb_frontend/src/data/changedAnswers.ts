/** What became of the instances since another step, or in another run. */

export interface ChangedAnswer {
  /** Instances that have a label and a prediction at both moments. */
  n: number;
  /** [label, prediction, count here, count there], where either is above zero. */
  confusion: [number, number, number, number][];
  n_now_wrong: number;
  /** Ids of those that were right there and are wrong here, at most 1,000. */
  now_wrong: string[];
  n_now_right: number;
  now_right: string[];
}
