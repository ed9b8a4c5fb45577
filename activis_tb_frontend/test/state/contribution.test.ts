import { expect, test } from "vitest";
import { contributionEncoding, summedContributions, votesFor, weightsFor } from "../../src/state/contribution";

/** Weights of three neurons for three classes. */
const head = { n_neurons: 3, kernel: Float32Array.of(1, 2, 3, 0, 0, 6, -1, -1, 5) };

test("a weight is compared with the mean of the other classes'", () => {
  expect([...weightsFor(head, 2)]).toEqual([1.5, 6, 6]);
  const two = { n_neurons: 1, kernel: Float32Array.of(1, 4) };
  expect([weightsFor(two, 0)[0], weightsFor(two, 1)[0]]).toEqual([-3, 3]);
});

test("a contribution is activation times weight, colored around none", () => {
  const encoding = contributionEncoding(Float32Array.of(-2, 2), Float32Array.of(-2, 2), 3, "NUM");
  expect(encoding.domain).toEqual([-3, 3]);
  expect([encoding.shown(1.5, 0), encoding.shown(1.5, 1), encoding.unit]).toEqual([-3, 3, "to NUM"]);
  expect(contributionEncoding(Float32Array.of(0), Float32Array.of(0), 3, "NUM").domain).toEqual([-1.5, 1.5]);
});

test("the domain of contributions is that of the last step at every step", () => {
  const early = contributionEncoding(Float32Array.of(0.1, -0.2), Float32Array.of(-2, 2), 3, "NUM");
  expect([early.domain, early.shown(1, 1)]).toEqual([[-3, 3], Math.fround(-0.2)]);
});

test("neurons vote for the wrong class by what they add to it more than to the right one", () => {
  // (2 - 1) * 2, (0 - 0) * 1 and (-1 + 1) * 4 for class 1 instead of 0; for class 2: 4, 6 and 24.
  const activations = Float32Array.of(2, 1, 4);
  expect(votesFor(activations, head, 1, 0)).toEqual([{ neuron: 0, size: 2 }]);
  expect(votesFor(activations, head, 2, 0, 2)).toEqual([
    { neuron: 2, size: 24 },
    { neuron: 1, size: 6 },
  ]);
});

test("together neurons contribute the sum of activation times weight", () => {
  const answer = { layer: "maps", n_neurons: 3, n_sampled: 2, value: Float32Array.of(1, 2, 0, 0, -1, 4) };
  expect([...summedContributions(answer, weightsFor(head, 2))]).toEqual([1.5 + 12, -6 + 24]);
});
