/** The words of a neuron's card, and the bars of its histograms. */

import type { NeuronAnswer } from "../data/source";
import { percent, shortNumber } from "../draw/numbers";
import { activeWords } from "./readout";

/** A number that may be missing. */
export const known = (value: number | null, digits = 3): string => (value === null ? "–" : shortNumber(value, digits));

/** What is wrong with a neuron, in words; "" where nothing is. */
export function healthOf({ dead, rarely, saturated }: Pick<NeuronAnswer, "dead" | "rarely" | "saturated">): string {
  if (dead) return "Dead: the same activation on all instances.";
  if (rarely) return "Rarely active: on fewer than 0.1 % of the instances.";
  return saturated ? "Saturated: more than 95 % of the instances are within 5 % of a bound." : "";
}

/** Which class a neuron tells apart from the rest, and how well: "NUM 0.84", "not NUM 0.84" where it is the less active; "" without any. */
export function selectivityOf(
  answer: Pick<NeuronAnswer, "selectivity" | "class">,
  className: (index: number) => string,
): string {
  const { selectivity, class: best } = answer;
  if (best < 0 || !selectivity) return "";
  return `${selectivity < 0 ? "not " : ""}${className(best)} ${shortNumber(Math.abs(selectivity), 2)}`;
}

/** Mean, spread, range and share active, each with its name, and with what that means where it is no plain word. */
export function numbersOf(
  { mean, sd, min, max, active }: Pick<NeuronAnswer, "mean" | "sd" | "min" | "max" | "active">,
  restsAtZero: boolean,
): { name: string; value: string; title?: string }[] {
  return [
    { name: "mean", value: known(mean) },
    { name: "sd", value: known(sd) },
    { name: "from", value: known(min) },
    { name: "to", value: known(max) },
    { ...activeWords(restsAtZero), value: active === null ? "–" : percent(active) },
  ];
}

export interface Histogram {
  /** Share of the members in each bin. */
  shares: number[];
  /** How many of the highest are members; null for all instances. */
  highest: number | null;
}

/** Counts as shares of all counted; zeros where nothing was. */
export function sharesOf(counts: number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total ? count / total : 0));
}

/** The outline of bars, bin by bin, in a box `counts` wide and 1 high; heights are square roots, so that few among many are seen, and the fullest bin fills it. */
export function outlineOf(shares: number[]): string {
  const most = Math.max(...shares);
  const height = (share: number): number => (most ? Math.sqrt(share / most) : 0);
  const bars = shares.map((share) => `V${(1 - height(share)).toFixed(3)}h1`);
  return `M0 1${bars.join("")}V1z`;
}

/** Places of the subsets as a card lists them: the chosen ones, then those with most of the highest instances, ties as given. */
export function listedPlaces(isChosen: boolean[], highest: number[]): number[] {
  const places = isChosen.map((_, place) => place);
  return places.sort((a, b) => Number(isChosen[b]) - Number(isChosen[a]) || highest[b] - highest[a] || a - b);
}
