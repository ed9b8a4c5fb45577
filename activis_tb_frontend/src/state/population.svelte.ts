/** What follows from the instances' outputs alone: their colors, errors, and which dot each of them is. */

import type { InstancesAnswer } from "../data/source";
import type { Bins } from "../draw/bins";
import { usualThreshold } from "../draw/binGroups";
import {
  areWithoutLabels,
  coloringClasses,
  isJudged,
  offInstances,
  predictedClass,
  wrongInstances,
} from "../draw/outcomes";
import { isOfNumbers } from "../draw/residuals";

export type Population = ReturnType<typeof createPopulation>;

/** `chosen` is how far off a prediction of a number may be; null for half of the labels' standard deviation. */
export function createPopulation(
  instances: () => InstancesAnswer | null,
  bins: () => Bins,
  chosen: () => number | null,
) {
  const answer = $derived(instances());
  const usual = $derived(answer ? usualThreshold(answer) : 0);
  const threshold = $derived(chosen() ?? usual);
  const classes = $derived(answer ? coloringClasses(answer, bins()) : new Int32Array());
  const wrong = $derived(answer ? wrongInstances(answer) : new Uint8Array());
  const off = $derived(answer ? offInstances(answer, threshold) : new Uint8Array());
  /** Whether a row is right; null where that cannot be said. */
  function judge(row: number): boolean | null {
    if (!answer || !isJudged(answer, row)) return null;
    return !(isOfNumbers(answer.task) ? off : wrong)[row];
  }

  /** Class that a row's border has: the predicted one of a wrong instance, -1 where that is none; null for others. */
  function borderOf(row: number): number | null {
    if (!answer || judge(row) !== false) return null;
    return answer.task === "multilabel" ? -1 : predictedClass(answer, bins(), row);
  }

  /** Where each table row stands in a list of some; -1 for the others. */
  function placesIn(listed: Int32Array | undefined): Int32Array {
    const places = new Int32Array(answer?.label.length ?? 0).fill(-1);
    listed?.forEach((row, place) => (places[row] = place));
    return places;
  }
  const dots = $derived(placesIn(answer?.sample));
  const pictures = $derived(placesIn(answer?.thumbnail_rows));

  const areUnlabelled = $derived(answer !== null && areWithoutLabels(answer));

  /** What a class or a bin is called. */
  function nameOf(index: number): string {
    const names = isOfNumbers(answer?.task) ? bins().names : answer?.class_names;
    return names?.[index] ?? (index < 0 ? "none" : String(index));
  }

  return {
    nameOf,
    judge,
    borderOf,
    get instances() {
      return answer;
    },
    /** Whether instances fall into classes by what was predicted alone. */
    get areUnlabelled() {
      return areUnlabelled;
    },
    /** How far off a prediction of a number may be before it is wrong. */
    get threshold() {
      return threshold;
    },
    /** The threshold where none is chosen. */
    get usualThreshold() {
      return usual;
    },
    /** Class that colors each table row; -1 for none. */
    get classes() {
      return classes;
    },
    /** 1 for each table row predicted as another class than its label. */
    get wrong() {
      return wrong;
    },
    /** 1 for each table row whose prediction of a number is farther off than the threshold. */
    get off() {
      return off;
    },
    /** Dot of each table row; -1 outside the sample. */
    get dots() {
      return dots;
    },
    /** Cell of each table row in the sprite pages; -1 without a picture. */
    get pictures() {
      return pictures;
    },
  };
}
