/** Small answers of `/instances`, with every instance sampled. */

import type { InstancesAnswer, Task } from "../../src/data/source";
import { isOfNumbers } from "../../src/draw/residuals";

export function answer(task: Task, label: number[], prediction: number[], score: number[] = []): InstancesAnswer {
  const numbers = (values: number[]) => (isOfNumbers(task) ? Float32Array.from(values) : Int32Array.from(values));
  const scores = Float32Array.from(label, (_, row) => score[row] ?? NaN);
  return {
    n: label.length,
    n_listed: label.length,
    table: "all",
    task,
    class_names: ["ABBR", "DESC", "NUM"],
    columns: [],
    text_column: null,
    thumbnails: null,
    grid: null,
    label: numbers(label),
    prediction: numbers(prediction),
    score: scores,
    label_score: scores,
    loss: scores.map((value) => 1 - value),
    sample: Int32Array.from(label.keys()),
    always: new Uint8Array(label.length),
    thumbnail_rows: new Int32Array(),
    members: new Uint8Array(),
  };
}

/** A ranking: the relevance of each instance, its raw score and the relevance that belongs where that puts it. */
export function ranking(label: number[], prediction: number[], placed: number[]): InstancesAnswer {
  return { ...answer("ranking", label, prediction), placed: Float32Array.from(placed) };
}
