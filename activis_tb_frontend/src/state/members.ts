/** Which instances a row of the page stands for, as masks over table rows and over the sampled instances (the dots). */

import type { InstancesAnswer, SubsetSummary } from "../data/source";
import { binOf } from "../draw/bins";
import { isLabel, outcomeOf } from "../draw/labelSets";
import { isOfNumbers, predictedLabels } from "../draw/residuals";
import { referenceOf } from "./view";

/** Bit `i` of row `subset` of the packed members, most significant bit first. */
export function isMember(members: Uint8Array, n_sampled: number, subset: number, i: number): boolean {
  const byte = members[subset * Math.ceil(n_sampled / 8) + (i >> 3)];
  return ((byte >> (7 - (i & 7))) & 1) === 1;
}

function markWhere(instances: InstancesAnswer, is: (row: number) => boolean): Uint8Array {
  const mask = new Uint8Array(instances.label.length);
  for (let row = 0; row < mask.length; row++) mask[row] = is(row) ? 1 : 0;
  return mask;
}

/** Sampled members only: what a declared subset is for the other instances is not recorded. */
function sampledMembers(instances: InstancesAnswer, subset: number): Uint8Array {
  const mask = new Uint8Array(instances.label.length);
  instances.sample.forEach((row, i) => {
    if (isMember(instances.members, instances.sample.length, subset, i)) mask[row] = 1;
  });
  return mask;
}

/** Mask over table rows of the instances that `key` stands for; null for all of them and for keys that name none. */
export function membersOf(
  key: string,
  instances: InstancesAnswer,
  subsets: SubsetSummary[],
  edges: number[],
  off: Uint8Array,
): Uint8Array | null {
  const reference = referenceOf(key);
  if (reference?.kind === "cell") {
    const { label, prediction } = reference;
    const binAt = (values: Int32Array | Float32Array, row: number): number => binOf(values[row], edges);
    if (isOfNumbers(instances.task))
      return markWhere(
        instances,
        (row) =>
          !!off[row] && binAt(instances.label, row) === label && binAt(predictedLabels(instances), row) === prediction,
      );
    return markWhere(instances, (row) => instances.label[row] === label && instances.prediction[row] === prediction);
  }
  if (reference?.kind === "outcome")
    return markWhere(instances, (row) => outcomeOf(instances, row, reference.class) === reference.outcome);
  if (reference?.kind !== "subset") return null;
  const index = subsets.findIndex((subset) => subset.name === reference.name);
  if (index < 0 || subsets[index].kind === "all") return null;
  const labelled = subsets[index].class;
  if (subsets[index].kind === "bin")
    return markWhere(instances, (row) => binOf(instances.label[row], edges) === labelled);
  if (labelled !== null && instances.task === "multilabel")
    return markWhere(instances, (row) => isLabel(instances, row, labelled));
  if (labelled !== null && instances.label.some((label) => label === labelled))
    return markWhere(instances, (row) => instances.label[row] === labelled);
  return sampledMembers(instances, index);
}

/** `mask` over table rows, seen from the dots. */
export function atDots(mask: Uint8Array, sample: Int32Array): Uint8Array {
  // A loop is ten times as fast as `from`, which matters while the pointer moves.
  const seen = new Uint8Array(sample.length);
  for (let dot = 0; dot < seen.length; dot++) seen[dot] = mask[sample[dot]];
  return seen;
}
