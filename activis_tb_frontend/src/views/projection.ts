/** The words of a projection: what its distances mean, how far it is, who is near, and what decided it. */

import type { MapAnswer } from "../data/source";
import { counted, percent, shownShare, wholeCount } from "../draw/numbers";

export const METHODS = { pca: "PCA", tsne: "t-SNE" } as const;

/** "about 45 s", "about 3 min". */
export function aboutSeconds(seconds: number): string {
  return seconds < 100 ? `about ${Math.max(1, Math.round(seconds))} s` : `about ${Math.round(seconds / 60)} min`;
}

/** What the distances of a finished projection mean; instances without a place are counted. */
export function meaning(method: "pca" | "tsne", explained: number[], n_left_out: number): string {
  const share = explained.reduce((sum, part) => sum + part, 0);
  const words = { pca: `PCA: ${percent(share)} of variance`, tsne: "t-SNE: closeness counts; gaps and sizes do not" };
  return words[method] + (n_left_out ? ` · ${wholeCount(n_left_out)} not finite` : "");
}

/** "4 classes hidden"; where labels are numbers, bins are. */
export function hiddenWords(n: number, isOfBins: boolean): string {
  return `${counted(n, isOfBins ? "bin" : "class")} hidden`;
}

export function progressWords(progress: number, secondsLeft: number | null): string {
  return `t-SNE ${percent(progress)}${secondsLeft === null ? "" : `, ${aboutSeconds(secondsLeft)} left`}`;
}

/** "10 nearest: DESC × 8, ENTY × 2", the most frequent first, ties by class. */
export function nearestWords(classes: number[], names: readonly string[]): string {
  const counts = new Map<number, number>();
  for (const index of classes) counts.set(index, (counts.get(index) ?? 0) + 1);
  const listed = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return `${classes.length} nearest: ${listed.map(([index, n]) => `${names[index] ?? "without class"} × ${n}`).join(", ")}`;
}

/** Names and values of what decided a t-SNE and how far it can be trusted. */
export function mapDetails(map: MapAnswer, n: number): [string, string][] {
  const { parameters, trustworthiness, n_trusted } = map;
  if (!parameters) return [];
  const { components } = parameters;
  const [early, late] = parameters.iterations;
  const trusted = n_trusted && n_trusted < n ? ` (on ${wholeCount(n_trusted)})` : "";
  return [
    ["trustworthiness", trustworthiness == null ? "too few instances" : shownShare(trustworthiness) + trusted],
    ["instances", wholeCount(n)],
    ["perplexity", String(Math.round(parameters.perplexity * 10) / 10)],
    ["PCA before t-SNE", components === null ? "none" : counted(components, "component")],
    ["iterations", early ? `${early} early + ${late}` : String(late)],
    ...(parameters.initialization === "map" ? [["begun at", "the map shown before"] as [string, string]] : []),
    ["computed by", `openTSNE ${parameters.openTSNE}`],
  ];
}
