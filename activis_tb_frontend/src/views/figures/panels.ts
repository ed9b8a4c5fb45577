/** The figure of each panel that can be asked for, or a sentence that says what keeps it from being drawn. */

import { comparedRun, type createCka } from "../../state/cka.svelte";
import type { Figure } from "../../state/figures.svelte";
import type { Layer } from "../../state/layer.svelte";
import type { createNeuronCard } from "../../state/neuronCard.svelte";
import type { Page } from "../../state/page.svelte";
import { strangerTo } from "../../state/viewFile";
import type { Wish } from "../../state/wish";
import { isAnyKnown } from "../health";
import { openingOrder } from "../neuronTable";
import type { Row } from "../rows";
import { ckaFigure } from "./cka";
import { classCountsFigure } from "./classCounts";
import { confusionFigure } from "./confusion";
import { graphFigure } from "./graph";
import { healthFigure } from "./health";
import { matrixFigure } from "./matrix";
import { neuronFigure, neuronsFigure } from "./neurons";
import { projectionFigure } from "./projection";
import { runsFigure } from "./runs";

type Panel = Wish["panel"];

/** What a figure is made of; all of it follows the page's view. */
export interface Shown {
  page: Page;
  layer: Layer;
  card: ReturnType<typeof createNeuronCard>;
  cka: ReturnType<typeof createCka> | null;
  /** Keys of the rows that are asked for; null for all. */
  keys: string[] | null;
}

/** Panels of one layer. */
export const LAYER_PANELS: Panel[] = ["matrix", "projection", "neurons", "neuron"];

function chosen(keys: string[] | null): (rows: Row[]) => Row[] {
  if (!keys) return (rows) => rows;
  return (rows) =>
    keys.flatMap((key) => {
      const row = rows.find((row) => row.key === key);
      return row ? [{ ...row, group: "" }] : [];
    });
}

function drawnConfusion({ page }: Shown): Figure {
  const snapshot = page.snapshot.value!;
  if (snapshot.confusion.length) return confusionFigure(page, snapshot);
  if (snapshot.class_counts.length) return classCountsFigure(page, snapshot);
  throw new Error("there is no confusion matrix: it needs labels and predictions of classes");
}

function drawnCard({ page, layer, card }: Shown): Figure {
  if (card.neuron === undefined) throw new Error("no neuron is marked; say which one with --neuron");
  const { value, error } = card.answered;
  if (value) return neuronFigure(page, layer, value.answer, value.subsets);
  throw new Error(error ?? `layer ${JSON.stringify(layer.name)} has no neuron ${card.neuron}`);
}

function drawnCka({ page, cka }: Shown): Figure {
  const compared = comparedRun(page);
  if (cka?.found && page.known && compared?.beside) return ckaFigure(page, cka.found, page.known, compared.beside);
  throw new Error(cka?.error ?? `run ${JSON.stringify(compared?.run.name ?? "")} has no such data set`);
}

const DRAWN: Record<Panel, (shown: Shown) => Figure> = {
  matrix: ({ page, layer, keys }) => matrixFigure(page, layer, chosen(keys)),
  projection({ page, layer }) {
    if (layer.projection.error) throw new Error(layer.projection.error);
    return projectionFigure(page, layer);
  },
  neurons({ page, layer }) {
    const { value, error } = layer.filter.neurons;
    if (value) return neuronsFigure(page, layer, value, openingOrder(value));
    throw new Error(error ?? "nothing is known of the neurons");
  },
  neuron: drawnCard,
  graph({ page }) {
    if (page.folds.visible) return graphFigure(page);
    throw new Error(page.graph.error ?? "no graph was recorded");
  },
  runs: ({ page }) => runsFigure(page),
  confusion: drawnConfusion,
  health({ page }) {
    if (page.health.value && isAnyKnown(page.health.value)) return healthFigure(page, page.health.value);
    throw new Error(page.health.error ?? "no health of the layers was recorded");
  },
  cka: drawnCka,
};

export function figureOf(panel: Panel, shown: Shown): Figure {
  const { page, layer } = shown;
  const { snapshot, listing, instancesState } = page;
  const failed = [listing, snapshot, instancesState].find(({ error }) => error)?.error;
  if (failed) throw new Error(failed);
  const stranger = strangerTo(listing.value?.runs ?? [], page.view);
  if (stranger) throw new Error(stranger);
  if (!page.run || !snapshot.value) throw new Error("nothing was recorded here");
  if (LAYER_PANELS.includes(panel)) {
    if (!layer.summary) throw new Error(`there is no layer ${JSON.stringify(layer.name)}`);
    if (layer.error) throw new Error(layer.error);
  }
  return DRAWN[panel](shown);
}
