/** What a neuron contributes to a class through the linear head behind its layer: activation times weight; pure. */

import type { ActivationsAnswer, HeadAnswer } from "../data/source";
import type { Encoding } from "./encoding";

type Head = Pick<HeadAnswer, "kernel" | "n_neurons">;

function classesOf({ kernel, n_neurons }: Head): number {
  return kernel.length / n_neurons;
}

/** Weight of a class minus the mean weight of the other classes, [neurons]; of two classes that is their difference. */
export function weightsFor(head: Head, of: number): Float32Array {
  const n = classesOf(head);
  return Float32Array.from({ length: head.n_neurons }, (_, neuron) => {
    const weights = head.kernel.subarray(neuron * n, (neuron + 1) * n);
    const others = weights.reduce((sum, weight) => sum + weight, -weights[of]);
    return weights[of] - others / Math.max(1, n - 1);
  });
}

export function contributionBy(weights: Float32Array): (value: number, neuron: number) => number {
  return (value, neuron) => value * weights[neuron];
}

/** What all neurons together contribute, by dot: of positions whose mean a linear layer reads, a class activation map (Zhou et al. 2016). */
export function summedContributions(
  { value, n_neurons, n_sampled }: ActivationsAnswer,
  weights: Float32Array,
): Float32Array {
  return Float32Array.from({ length: n_sampled }, (_, dot) => {
    let sum = 0;
    for (let neuron = 0; neuron < n_neurons; neuron++) sum += value[dot * n_neurons + neuron] * weights[neuron];
    return sum;
  });
}

/** Colors of contributions: the middle of the domain is none, its ends what an often reached activation gives by a large weight of the
 *  last step, so that the domain stays while steps change. */
export function contributionEncoding(weights: Float32Array, last: Float32Array, most: number, name: string): Encoding {
  const sizes = last.map(Math.abs).sort();
  const end = ((sizes[Math.floor(0.99 * (sizes.length - 1))] || 1) * most) / 2;
  return {
    kind: "contribution",
    domain: [-end, end],
    unit: `to ${name}`,
    ends: `Activation times the weight of ${name} minus the mean weight of the other classes, for rows of other steps and runs by the weights there; cells beyond the domain have a notch.`,
    clips: true,
    shown: contributionBy(weights),
  };
}

export interface Vote {
  neuron: number;
  /** How much it added to the wrong class' score, before the softmax, more than to the right one's. */
  size: number;
}

/** The neurons that spoke most for one class rather than another, at most `most`; ties by neuron. */
export function votesFor(activations: Float32Array, head: Head, wrong: number, right: number, most = 3): Vote[] {
  const n = classesOf(head);
  const votes = Array.from(activations, (value, neuron) => ({
    neuron,
    size: value * (head.kernel[neuron * n + wrong] - head.kernel[neuron * n + right]),
  }));
  const spoke = votes.filter(({ size }) => size > 0);
  return spoke.sort((a, b) => b.size - a.size || a.neuron - b.neuron).slice(0, most);
}
