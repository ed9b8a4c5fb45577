/** The figure of a layer's matrix, and its numbers. */

import { csvOf, type Cell } from "../../draw/csv";
import { counted, wholeCount } from "../../draw/numbers";
import { createScale } from "../../draw/scale";
import { unusualAmong } from "../../draw/stripe";
import { drawMatrixFigure, type FigureRow, type MatrixFigure } from "../../draw/svg/matrix";
import type { Figure } from "../../state/figures.svelte";
import type { Layer } from "../../state/layer.svelte";
import type { Page } from "../../state/page.svelte";
import { orderingOf, orderWords } from "../orders";
import { differenceRow, matrixRows, type Row } from "../rows";
import { fileName, subtitleOf, themed } from "./place";

/** Which rows a figure has, and in which order, of all that the page has. */
export type Choose = (rows: Row[]) => Row[];

function figureRow(layer: Layer, row: Row): FigureRow {
  const { values } = row;
  const shown = layer.shownOf(row.key);
  return { ...row, shown: values && shown && ((neuron) => shown(values[neuron], neuron)) };
}

function differenceOf(page: Page, layer: Layer): MatrixFigure["difference"] {
  const row = differenceRow(page, layer);
  if (!row) return null;
  const { values } = row;
  const { scale, certain } = layer.difference;
  return {
    label: row.label,
    shown: values && ((neuron) => scale.shown(values[neuron], neuron)),
    scale: createScale(scale.domain, page.dark, page.inks.page),
    unit: scale.unit,
    isCertain: (neuron) => certain?.[neuron] === 1,
  };
}

/** "128 neurons, order: mean of NUM". */
function footOf(page: Page, layer: Layer): string {
  const [n, all] = [layer.order.length, layer.summary?.n_neurons ?? 0];
  const some = n < all ? `${wholeCount(n)} of ${counted(all, "neuron")}` : counted(all, "neuron");
  return `${some}, order: ${orderWords(layer.orderKey, matrixRows(page, layer), orderingOf(page, layer))}`;
}

function pictureOf(page: Page, layer: Layer, choose: Choose): MatrixFigure {
  const { encoding, names, order, silent, name } = layer;
  return {
    title: name,
    subtitle: subtitleOf(page),
    dark: page.dark,
    rows: choose(matrixRows(page, layer)).map((row) => figureRow(layer, row)),
    difference: differenceOf(page, layer),
    order,
    names,
    scale: createScale(encoding.domain, page.dark, page.inks.page, page.settings.map),
    clips: encoding.clips,
    unit: encoding.unit,
    isSilent: (neuron) => silent[neuron] === 1,
    unusual: unusualAmong(layer.all?.value ?? new Float32Array()),
    marked: page.view.neurons[name] ?? null,
    foot: footOf(page, layer),
  };
}

/** A line per row, a column per neuron in the order of the page; contributions where the page shows them, else activations. */
function tableOf(page: Page, layer: Layer, choose: Choose): Cell[][] {
  const { encoding, names } = layer;
  const order = [...layer.order];
  const isContribution = encoding.kind === "contribution";
  const difference = differenceRow(page, layer);
  const rows = [...(difference ? [difference] : []), ...choose(matrixRows(page, layer))];
  return [
    ["row", "n", ...order.map((neuron) => names?.[neuron] ?? `neuron ${neuron}`)],
    ...rows.map(({ label, n, values, key }): Cell[] => {
      const shown = isContribution && difference?.key !== key ? layer.shownOf(key) : (value: number): number => value;
      return [label, n, ...order.map((neuron) => (values && shown ? shown(values[neuron], neuron) : null))];
    }),
  ];
}

export function matrixFigure(page: Page, layer: Layer, choose: Choose = (rows) => rows): Figure {
  return {
    name: `Matrix of ${layer.name}`,
    file: fileName(page, layer.name, "matrix"),
    svg: (dark) => drawMatrixFigure(pictureOf(themed(page, dark), layer, choose)),
    csv: () => Promise.resolve(csvOf(tableOf(page, layer, choose))),
  };
}
