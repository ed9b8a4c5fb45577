/** The figure of a layer's projection, and its places. */

import { csvOf, type Cell } from "../../draw/csv";
import { isLabel, isPredictedClass, namedClasses } from "../../draw/labelSets";
import { counted, wholeCount } from "../../draw/numbers";
import { isOfNumbers } from "../../draw/residuals";
import { dressDots, frameOf, hideClasses, paletteOf, placeDots } from "../../draw/scatterDots";
import { trailPath } from "../../draw/scatterTrails";
import { drawScatterFigure, type ScatterFigure } from "../../draw/svg/scatter";
import type { Figure } from "../../state/figures.svelte";
import type { Layer } from "../../state/layer.svelte";
import type { LayerMap } from "../../state/map.svelte";
import type { Page } from "../../state/page.svelte";
import { classesOf, hiddenOf, litOf, namesOf, pinnedOf, wrongOf } from "../dots";
import { hiddenWords, meaning } from "../projection";
import { placeOfMoment } from "../runs";
import { idsOf } from "./details";
import { fileName, subtitleOf, themed } from "./place";

/** What the map means, of how many instances it is where these are not all, and how many classes it does not show. */
function footOf(page: Page, { method, explained, n_left_out, n }: LayerMap): string {
  const { value } = page.snapshot;
  const all = value?.n ?? n;
  const sampled = n < all ? ` · ${wholeCount(n)} of ${counted(all, "instance")}` : "";
  const n_hidden = hiddenOf(page);
  const hidden = n_hidden ? ` · ${hiddenWords(n_hidden, isOfNumbers(value?.task))}` : "";
  return meaning(method, explained, n_left_out) + sampled + hidden;
}

function pictureOf(page: Page, { name, projection }: Layer, map: LayerMap): ScatterFigure {
  const xy = map.xy ?? new Float32Array();
  const trails = map === projection.own ? projection.trails.all : [];
  const [frame, step] = [frameOf(xy), map.moment?.step ?? 0];
  const classes = classesOf(page);
  const places = hideClasses(placeDots(xy), classes, page.view.hidden);
  const { palette, colorOf } = paletteOf(page.colors, page.inks.neutral);
  const present = new Set(classes);
  const legend = namesOf(page).flatMap((name, index) =>
    present.has(index) && !page.view.hidden.includes(index) ? [{ name, color: page.colors[index] }] : [],
  );
  return {
    title: `Projection of ${name}`,
    subtitle: subtitleOf(page, map.moment),
    dark: page.dark,
    places,
    looks: dressDots(places, classes, colorOf, map.wrong ?? wrongOf(page), litOf(page, trails)),
    palette,
    pinned: pinnedOf(page),
    trails: trails.map((trail) => trailPath(trail, frame, step)),
    legend,
    foot: footOf(page, map),
  };
}

type Column = "label" | "prediction" | "placed";

/** What is in a column of labels or predictions: a number, a class' name, or all names of several. */
function writtenOf({ population }: Page, column: Column): (row: number) => Cell {
  const { instances } = population;
  if (!instances) return () => null;
  const values = instances[column] ?? [];
  if (isOfNumbers(instances.task)) return (row) => (Number.isNaN(values[row]) ? null : values[row]);
  const nameOf = (index: number): string => instances.class_names[index] ?? String(index);
  if (instances.task !== "multilabel") return (row) => (values[row] < 0 ? null : nameOf(values[row]));
  const isIn = column === "label" ? isLabel : isPredictedClass;
  return (row) =>
    namedClasses(instances, row)
      .filter((index) => isIn(instances, row, index))
      .map(nameOf)
      .join("; ");
}

/** A line per dot, those of hidden classes with them; what was predicted is that of the page's moment. */
async function tableOf(page: Page, { xy, wrong }: LayerMap): Promise<Cell[][]> {
  const { instances } = page.population;
  const isOfPage = wrong === null;
  const predicted: Column[] = instances?.placed ? ["prediction", "placed"] : ["prediction"];
  const columns: Column[] = isOfPage ? ["label", ...predicted] : ["label"];
  const head = ["id", "x", "y", ...columns];
  if (!instances || !xy) return [head];
  const ids = await idsOf(page, instances.sample);
  const written = columns.map((column) => writtenOf(page, column));
  const lines = Array.from(instances.sample, (row, dot): Cell[] => [
    ids.get(row) ?? null,
    xy[2 * dot],
    xy[2 * dot + 1],
    ...written.map((of) => of(row)),
  ]);
  return [head, ...lines];
}

export function projectionFigure(page: Page, layer: Layer, map: LayerMap = layer.projection.own): Figure {
  const { moment, method } = map;
  const isOfPage = map === layer.projection.own || !moment;
  return {
    name: `Projection of ${layer.name}${isOfPage ? "" : ` in ${placeOfMoment(page, moment)}`}`,
    file: fileName(page, layer.name, method, ...(isOfPage ? [] : ["beside", placeOfMoment(page, moment)])),
    svg: (dark) => drawScatterFigure(pictureOf(themed(page, dark), layer, map)),
    csv: async () => csvOf(await tableOf(page, map)),
  };
}
