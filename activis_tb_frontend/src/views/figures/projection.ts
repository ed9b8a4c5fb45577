/** The figure of a layer's projection, and its places. */

import { csvOf, type Cell } from "../../draw/csv";
import { isLabel, isPredictedClass, namedClasses } from "../../draw/labelSets";
import { counted, wholeCount } from "../../draw/numbers";
import { dressDots, hideClasses, paletteOf, placeDots } from "../../draw/scatterDots";
import { drawScatterFigure, type ScatterFigure } from "../../draw/svg/scatter";
import type { Figure } from "../../state/figures.svelte";
import type { Layer } from "../../state/layer.svelte";
import type { LayerProjection } from "../../state/projection.svelte";
import type { Page } from "../../state/page.svelte";
import { classesOf, highlightedOf, namesOf, pinnedOf, wrongOf } from "../dots";
import { meaning } from "../projection";
import { idsOf } from "./details";
import { fileName, subtitleOf, themed } from "./place";

/** What the map means, and of how many instances it is where these are not all. */
function footOf({ snapshot }: Page, { method, explained, n_left_out, n }: LayerProjection): string {
  const all = snapshot.value?.n ?? n;
  const sampled = n < all ? ` · ${wholeCount(n)} of ${counted(all, "instance")}` : "";
  return meaning(method, explained, n_left_out) + sampled;
}

function pictureOf(page: Page, { name, projection }: Layer): ScatterFigure {
  const classes = classesOf(page);
  const places = hideClasses(placeDots(projection.xy ?? []), classes, page.view.hidden);
  const { palette, colorOf } = paletteOf(page.colors, page.inks.neutral);
  const present = new Set(classes);
  const legend = namesOf(page).flatMap((name, index) =>
    present.has(index) && !page.view.hidden.includes(index) ? [{ name, color: page.colors[index] }] : [],
  );
  return {
    title: `Projection of ${name}`,
    subtitle: subtitleOf(page),
    dark: page.dark,
    places,
    looks: dressDots(places, classes, colorOf, wrongOf(page), highlightedOf(page)),
    palette,
    pinned: pinnedOf(page),
    legend,
    foot: footOf(page, projection),
  };
}

/** What is in a column of labels or predictions: a number, a class' name, or all names of several. */
function writtenOf({ population }: Page, column: "label" | "prediction"): (row: number) => Cell {
  const { instances } = population;
  if (!instances) return () => null;
  const values = instances[column];
  if (instances.task === "regression") return (row) => (Number.isNaN(values[row]) ? null : values[row]);
  const nameOf = (index: number): string => instances.class_names[index] ?? String(index);
  if (instances.task !== "multilabel") return (row) => (values[row] < 0 ? null : nameOf(values[row]));
  const isIn = column === "label" ? isLabel : isPredictedClass;
  return (row) =>
    namedClasses(instances, row)
      .filter((index) => isIn(instances, row, index))
      .map(nameOf)
      .join("; ");
}

/** A line per dot, those of hidden classes with them. */
async function tableOf(page: Page, { projection }: Layer): Promise<Cell[][]> {
  const { instances } = page.population;
  const head = ["id", "x", "y", "label", "prediction"];
  const { xy } = projection;
  if (!instances || !xy) return [head];
  const ids = await idsOf(page, instances.sample);
  const [label, prediction] = [writtenOf(page, "label"), writtenOf(page, "prediction")];
  const lines = Array.from(instances.sample, (row, dot): Cell[] => [
    ids.get(row) ?? null,
    xy[2 * dot],
    xy[2 * dot + 1],
    label(row),
    prediction(row),
  ]);
  return [head, ...lines];
}

export function projectionFigure(page: Page, layer: Layer): Figure {
  return {
    name: `Projection of ${layer.name}`,
    file: fileName(page, layer.name, layer.projection.method),
    svg: (dark) => drawScatterFigure(pictureOf(themed(page, dark), layer)),
    csv: async () => csvOf(await tableOf(page, layer)),
  };
}
