/** What to look at first, from a snapshot alone: the most confused pair, the weakest subset, the least healthy layer. */

import type { LayerSummary, SnapshotAnswer, SubsetSummary } from "../data/source";
import { counted, shortNumber, shownShare } from "../draw/numbers";
import { isOfNumbers } from "../draw/residuals";
import { isWeak, mostConfused } from "./rows";
import { cellKey, QUIET, subsetKey } from "./view";

/** A sentence of parts, some of them names, and what a click on it does. */
export interface Finding {
  /** Names of classes, subsets and layers are at odd places. */
  parts: string[];
  opens: { kind: "cell" | "row"; key: string } | { kind: "layer"; layer: string; order: string } | null;
}

/** The findings of a snapshot, at most three; nothing is said of what was not recorded. */
export function findingsOf(snapshot: SnapshotAnswer): Finding[] {
  const found = [confusionFinding(snapshot), subsetFinding(snapshot), healthFinding(snapshot)];
  return found.filter((finding) => finding !== null);
}

/** "74 instances", "74 tokens". */
export function instancesOf({ unit }: Pick<SnapshotAnswer, "unit">, n: number): string {
  return counted(n, unit === "example" ? "instance" : unit);
}

function confusionFinding(snapshot: SnapshotAnswer): Finding | null {
  const { confusion, class_names, n, accuracy } = snapshot;
  const pair = mostConfused(confusion);
  if (!pair && accuracy !== 1) return null;
  if (!pair) return { parts: [`No wrong prediction among ${instancesOf(snapshot, n)}`], opens: null };
  const [label, prediction] = pair;
  const count = confusion.find((entry) => entry[0] === label && entry[1] === prediction)?.[2] ?? 0;
  return {
    parts: [
      "Most confused: ",
      class_names[label] ?? String(label),
      " taken for ",
      class_names[prediction] ?? String(prediction),
      `, ${counted(count, "time")}`,
    ],
    opens: { kind: "cell", key: cellKey(label, prediction) },
  };
}

/** The subset that sticks out most; subsets too small to say so are left out. */
function worstOf(subsets: SubsetSummary[], badness: (subset: SubsetSummary) => number | null): SubsetSummary | null {
  const known = subsets.filter(
    (subset) => subset.kind !== "all" && !isWeak(subset.n) && subset.n > 0 && badness(subset) !== null,
  );
  return known.reduce<SubsetSummary | null>(
    (worst, subset) => (worst && badness(worst)! >= badness(subset)! ? worst : subset),
    null,
  );
}

/** How badly the model does on a subset, by the measure of its task. */
function resultOf(snapshot: SnapshotAnswer, subset: SubsetSummary): string {
  const [share, instances] = [shownShare(subset.accuracy ?? 0), instancesOf(snapshot, subset.n)];
  if (isOfNumbers(snapshot.task))
    return `off by ${shortNumber(offBy(snapshot, subset) ?? 0)} (root mean square) on ${instances}`;
  return snapshot.task === "multilabel"
    ? `all labels right in ${share} of ${instances}`
    : `accuracy ${share} on ${instances}`;
}

/** The root mean square of the residuals; a regression's loss is their square. */
function offBy({ task }: SnapshotAnswer, { mean_loss, residual }: SubsetSummary): number | null {
  if (task === "ranking") return residual;
  return mean_loss === null ? null : Math.sqrt(mean_loss);
}

function subsetFinding(snapshot: SnapshotAnswer): Finding | null {
  const { task, subsets, accuracy } = snapshot;
  const isByResidual = isOfNumbers(task);
  const worst = worstOf(subsets, (subset) => {
    if (isByResidual) return offBy(snapshot, subset);
    return subset.accuracy === null ? null : 1 - subset.accuracy;
  });
  if (!worst || accuracy === 1) return null;
  const title = isByResidual ? "Largest residuals: " : "Weakest subset: ";
  return {
    parts: [title, worst.name, `, ${resultOf(snapshot, worst)}`],
    opens: { kind: "row", key: subsetKey(worst.name) },
  };
}

function healthFinding(snapshot: SnapshotAnswer): Finding | null {
  const known = snapshot.layers.filter((layer) => layer.dead !== null && layer.n_neurons > 0);
  if (!known.length) return null;
  const silent = (layer: LayerSummary): number => (layer.dead ?? 0) / layer.n_neurons;
  const rare = (layer: LayerSummary): number => (layer.rarely_active ?? 0) / layer.n_neurons;
  const worst = known.reduce((sick, layer) =>
    silent(layer) > silent(sick) || (silent(layer) === silent(sick) && rare(layer) > rare(sick)) ? layer : sick,
  );
  const of = `of ${counted(worst.n_neurons, "neuron")}`;
  const opens = { kind: "layer" as const, layer: worst.name, order: QUIET };
  if (worst.dead) {
    const what = `${worst.dead === 1 ? "is" : "are"} dead (the same for all ${instancesOf(snapshot, snapshot.n)})`;
    return { parts: ["", worst.name, `: ${worst.dead} ${of} ${what}`], opens };
  }
  if (worst.rarely_active)
    return { parts: ["", worst.name, `: ${worst.rarely_active} ${of} active on fewer than 0.1 %`], opens };
  return { parts: [`No dead neurons in ${counted(known.length, "layer")}`], opens: null };
}
