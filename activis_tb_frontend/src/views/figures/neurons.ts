/** The numbers of a layer's neurons, as their table lists them, and those of one neuron, as its card does; there are no pictures of them. */

import type { NeuronAnswer, NeuronsAnswer } from "../../data/source";
import { csvOf, type Cell } from "../../draw/csv";
import type { Figure } from "../../state/figures.svelte";
import type { Layer } from "../../state/layer.svelte";
import type { CardSubset } from "../../state/neuronCard.svelte";
import type { Page } from "../../state/page.svelte";
import { stateWord } from "../neuronTable";
import { nameOfKey } from "../rowNames";
import { idsOf } from "./details";
import { fileName } from "./place";

const nameOf = ({ names }: Layer, neuron: number): string => names?.[neuron] ?? `neuron ${neuron}`;
/** An unknown number is an empty cell. */
const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

function tableOf(page: Page, layer: Layer, answer: NeuronsAnswer, order: Iterable<number>): Cell[][] {
  const { effect } = layer.difference;
  const numbers = ["mean", "sd", "min", "max", "active", "selectivity"] as const;
  const lines = Array.from(order, (neuron): Cell[] => {
    const [of, near] = [answer.class[neuron], answer.nearest[neuron]];
    return [
      nameOf(layer, neuron),
      ...numbers.map((key) => known(answer[key][neuron])),
      of < 0 ? null : page.population.nameOf(of),
      ...(effect ? [known(effect.auc[neuron])] : []),
      near < 0 ? null : nameOf(layer, near),
      near < 0 ? null : answer.correlation[neuron],
      stateWord(answer, neuron),
    ];
  });
  const effects = effect ? ["effect"] : [];
  return [["neuron", ...numbers, "class", ...effects, "nearest", "correlation", "state"], ...lines];
}

/** In `order`, which has those that are listed. */
export function neuronsFigure(page: Page, layer: Layer, answer: NeuronsAnswer, order: Iterable<number>): Figure {
  return {
    name: `Neurons of ${layer.name}`,
    file: fileName(page, layer.name, "neurons"),
    svg: null,
    csv: () => Promise.resolve(csvOf(tableOf(page, layer, answer, order))),
  };
}

/** What a number is, of what, and between which activations it was counted. */
type Line = [what: string, of: string | null, low: number | null, high: number | null, value: Cell];

function statisticsOf(page: Page, answer: NeuronAnswer): Line[] {
  const statistics = (["mean", "sd", "min", "max", "active"] as const).map((key): Line => {
    return [key, "all", null, null, answer[key]];
  });
  const of = answer.class < 0 ? null : page.population.nameOf(answer.class);
  const state = stateWord({ dead: [answer.dead], rarely: [answer.rarely], saturated: [answer.saturated] }, 0);
  return [...statistics, ["selectivity", of, null, null, answer.selectivity], ["state", null, null, null, state]];
}

function countsOf({ histogram, highest }: NeuronAnswer, names: string[]): Line[] {
  const { edges, all, subsets } = histogram;
  const bins = (of: string, counts: number[]): Line[] =>
    counts.map((n, bin) => ["histogram", of, edges[bin], edges[bin + 1], n]);
  return [
    ...bins("all", all),
    ...names.flatMap((name, place) => bins(name, subsets[place])),
    ...names.map((name, place): Line => [`of the ${highest.n} highest`, name, null, null, highest.subsets[place]]),
  ];
}

async function cardOf(page: Page, layer: Layer, answer: NeuronAnswer, subsets: CardSubset[]): Promise<Line[]> {
  const { top, bottom, octiles, nearest } = answer;
  const rows = [...top, ...bottom].map(([row]) => row);
  const ids = await idsOf(page, [...new Set([...rows, ...octiles.flatMap((band) => band.rows)])]);
  const idOf = (row: number): string => ids.get(row) ?? "";
  const extremes = (what: string, listed: NeuronAnswer["top"]): Line[] =>
    listed.map(([row, activation]) => [what, idOf(row), null, null, activation]);
  const names = subsets.map(({ key }) => nameOfKey(page, key));
  return [
    ...statisticsOf(page, answer),
    ...countsOf(answer, names),
    ...extremes("highest", top),
    ...extremes("lowest", bottom),
    ...octiles.flatMap(({ low, high, rows }) => rows.map((row): Line => ["example", idOf(row), low, high, null])),
    ...nearest.map(([neuron, r]): Line => ["correlation", nameOf(layer, neuron), null, null, r]),
  ];
}

export function neuronFigure(page: Page, layer: Layer, answer: NeuronAnswer, subsets: CardSubset[]): Figure {
  const name = nameOf(layer, answer.neuron);
  const lines = async (): Promise<Cell[][]> => [
    ["what", "of", "low", "high", "value"],
    ...(await cardOf(page, layer, answer, subsets)),
  ];
  return {
    name: `${name[0].toUpperCase()}${name.slice(1)} of ${layer.name}`,
    file: fileName(page, layer.name, layer.names ? `neuron_${answer.neuron}` : name),
    svg: null,
    csv: async () => csvOf(await lines()),
  };
}
