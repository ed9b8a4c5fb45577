/** What can be said of a layer's health: the measures, their colors' domains and their words. */

import type { HealthAnswer, HealthMeasure, LayerHealth } from "../data/source";
import { counted, percent, shortNumber, shownShare } from "../draw/numbers";

export interface Measure {
  value: HealthMeasure;
  label: string;
  /** What is said of one number of a layer. */
  said: (number: number, neurons: number) => string;
  /** What a dark cell of the first column of the legend would be: the largest number there can be, null for the largest there is. */
  most: number | null;
}

const shareOf = (what: string) => (share: number, neurons: number) =>
  `${shortNumber(Math.round(share * neurons))} of ${counted(neurons, "neuron")} ${what} (${percent(share)})`;

export const MEASURES: Measure[] = [
  { value: "dead_share", label: "Dead neurons", said: shareOf("dead"), most: 1 },
  { value: "rarely_active_share", label: "Rarely active", said: shareOf("rarely active"), most: 1 },
  { value: "spread", label: "Spread", said: (number) => `mean standard deviation ${shortNumber(number)}`, most: null },
  {
    value: "effective_rank",
    label: "Effective rank",
    said: (number, neurons) => `effective rank ${shortNumber(number)} of ${counted(neurons, "neuron")}`,
    most: null,
  },
  {
    value: "change",
    label: "Change",
    said: (number) => `changed by ${percent(number)} since the last step`,
    most: null,
  },
  {
    value: "separability",
    label: "Separability",
    said: (number) => `${shownShare(number)} have the label of most of their 10 nearest`,
    most: 1,
  },
];

/** The measure of that name, the first one where there is none. */
export function measureOf(name: string | null): Measure {
  return MEASURES.find(({ value }) => value === name) ?? MEASURES[0];
}

/** Whether anything can be said of any layer. */
export function isAnyKnown({ layers }: HealthAnswer): boolean {
  return layers.some((layer) => MEASURES.some(({ value }) => layer[value].some((number) => number !== null)));
}

/** From 0 to what is shown strongest. */
export function domainOf({ layers }: HealthAnswer, { value, most }: Measure): [number, number] {
  const known = layers.flatMap((layer) => layer[value]).filter((number): number is number => number !== null);
  return [0, most ?? Math.max(0, ...known)];
}

/** "Steps 0 to 9.", of one or more. */
export function stepsInWords(steps: number[]): string {
  return steps.length > 1 ? `Steps ${steps[0]} to ${steps.at(-1)}.` : `Step ${steps[0]}.`;
}

/** The cells of a layer as a CSS background from left to right, one color per step with hard borders. */
export function stripes(numbers: (number | null)[], fill: (number: number | null) => string): string {
  const stops = numbers.map((number, step) => {
    const [start, end] = [step, step + 1].map((place) => `${((100 * place) / numbers.length).toFixed(3)}%`);
    return `${fill(number)} ${start} ${end}`;
  });
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

/** "hidden at step 3: 5 of 32 neurons dead (16 %)". */
export function sentence(layer: LayerHealth, step: number, number: number | null, { said, label }: Measure): string {
  const what = number === null ? `${label.toLowerCase()} not known` : said(number, layer.n_neurons);
  return `${layer.name} at step ${step}: ${what}`;
}
