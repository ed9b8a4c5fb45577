/** The rows of a layer's matrix as the page shows them: label, glyph, count and values. */

import type { SubsetSummary } from "../data/source";
import type { Inks } from "../draw/color";
import type { Layer } from "../state/layer.svelte";
import type { Page } from "../state/page.svelte";
import { isWeak, startsGroup } from "../state/rows";
import { instanceKey, subsetKey } from "../state/view";

export interface Row {
  key: string;
  label: string;
  /** Whole text for the tooltip. */
  title: string;
  n: number | null;
  weak: boolean;
  gap: boolean;
  fill: string;
  /** Color of the predicted class, for an instance. */
  border: string | null;
  values: Float32Array | null;
  /** Why there are no values. */
  problem: string | null;
}

/** A class' or bin's color; neutral for all others. */
export function subsetColor(subset: SubsetSummary, bin: number, colors: string[], inks: Inks): string {
  return colors[subset.class ?? bin] ?? inks.neutral;
}

export function subsetRows(page: Page, layer: Layer): Row[] {
  const bins = page.subsets.filter((subset) => subset.kind === "bin");
  return page.subsets.map((subset, index) => {
    const key = subsetKey(subset.name);
    return {
      key,
      label: subset.name,
      title: subset.where ?? subset.name,
      n: subset.n,
      weak: isWeak(subset.n),
      gap: startsGroup(page.subsets, index),
      fill: subsetColor(subset, bins.indexOf(subset), page.colors, page.inks),
      border: null,
      values: layer.valuesOf(key),
      problem: layer.statisticsOf(key)?.problem ?? null,
    };
  });
}

/** The row of an instance that is pinned (`id`) or under the pointer. */
export function instanceRow(page: Page, layer: Layer, row: number, id: string | null, gap: boolean): Row {
  const detail = page.details.of(row);
  const name = detail?.id ?? id;
  const color = (index: number | undefined): string => page.colors[index ?? -1] ?? page.inks.neutral;
  const key = instanceKey(name ?? "");
  const classified = page.population.instances?.task === "regression" ? null : page.population.instances;
  const isSampled = row < 0 || page.population.dots[row] >= 0;
  const label = [name === null ? "" : `#${name}`, detail?.text ?? ""].join(" ").trim();
  return {
    key,
    label,
    title: label,
    n: null,
    weak: false,
    gap,
    fill: color(page.population.classes[row]),
    border: classified && row >= 0 ? color(classified.prediction[row]) : null,
    values: id === null ? layer.activationsOf(row) : layer.valuesOf(key),
    problem: isSampled ? (layer.statisticsOf(key)?.problem ?? null) : "not in the sample: no activations were recorded",
  };
}

export function matrixRows(page: Page, layer: Layer): Row[] {
  const pinned = page.view.pins.map((id, index) => instanceRow(page, layer, page.details.rowOf(id), id, index === 0));
  return [...subsetRows(page, layer), ...pinned];
}
