/** The rows of a layer's matrix as the page shows them: label, glyph, count and values. */

import { isOfNumbers } from "../draw/residuals";
import type { Layer } from "../state/layer.svelte";
import type { Statistics } from "../state/layerRows.svelte";
import type { Page } from "../state/page.svelte";
import { groupTitle, isWeak } from "../state/rows";
import { extraSides } from "../state/comparison";
import { cellKey, DIFFERENCE, instanceKey, referenceOf, subsetKey } from "../state/view";
import { nameOfKey, subsetColor, subsetName } from "./rowNames";
import { rowsElsewhere, withTicked } from "./rowsElsewhere";
import type { RunMark } from "./runs";

export interface Row {
  key: string;
  label: string;
  /** Whole text for the tooltip. */
  title: string;
  n: number | null;
  weak: boolean;
  /** How many sampled instances the values rest on, where these are not all. */
  sampled?: number | undefined;
  /** Title of the group that starts with this row; "" in the middle of one. */
  group: string;
  fill: string;
  /** Color of the predicted class, for an instance. */
  border: string | null;
  /** Of another run; missing for the page's own. */
  run?: RunMark;
  /** Whether it stands under the row that it is in another run. */
  under?: boolean;
  values: Float32Array | null;
  /** Why there are no values. */
  problem: string | null;
}

/** How many sampled instances a subset's statistics rest on; undefined where on all. */
export function sampledOf(statistics: Statistics | null): number | undefined {
  return statistics && !statistics.problem && !statistics.exact ? statistics.n : undefined;
}

/** A subset's count, and what it says of the values. */
function countOf(n: number, statistics: Statistics | null): Pick<Row, "n" | "weak" | "sampled"> {
  const sampled = sampledOf(statistics);
  return { n, weak: isWeak(sampled ?? n), sampled };
}

export function subsetRows(page: Page, layer: Layer): Row[] {
  return page.subsets.map((subset, index) => {
    const key = subsetKey(subset.name);
    return {
      key,
      label: subsetName(page, subset),
      title: subset.where ?? subset.name,
      ...countOf(subset.n, layer.statisticsOf(key)),
      group: groupTitle(page.subsets, index),
      fill: subsetColor(page, subset),
      border: null,
      values: layer.valuesOf(key),
      problem: layer.statisticsOf(key)?.problem ?? null,
    };
  });
}

/** The rows that are there while they are selected. */
function extraRows(page: Page, layer: Layer): Row[] {
  return extraSides(page).map(({ key }, index) => {
    const reference = referenceOf(key);
    const of = reference?.kind === "cell" ? reference.label : -1;
    const counted = page.snapshot.value?.confusion.find(([label, to]) => key === cellKey(label, to));
    const statistics = layer.statisticsOf(key);
    const label = nameOfKey(page, key);
    return {
      key,
      label,
      title: label,
      ...countOf(counted?.[2] ?? statistics?.n ?? 0, statistics),
      group: index ? "" : "selected",
      fill: page.colors[of] ?? page.inks.neutral,
      border: null,
      values: layer.valuesOf(key),
      problem: statistics?.problem ?? null,
    };
  });
}

/** The difference of the two compared rows; null without them. */
export function differenceRow(page: Page, layer: Layer): Row | null {
  const { compared, values } = layer.difference;
  if (!compared) return null;
  const { row, against } = page.view;
  const label = `${nameOfKey(page, row)} − ${nameOfKey(page, against)}`;
  const problemOf = (key: string | null): string | null => layer.statisticsOf(key ?? "")?.problem ?? null;
  return {
    key: DIFFERENCE,
    label,
    title: `${label}: mean activations of the one minus those of the other`,
    n: null,
    weak: false,
    group: "",
    fill: "",
    border: null,
    values,
    problem: problemOf(row) ?? problemOf(against),
  };
}

/** The row of an instance that is pinned (`id`) or under the pointer. */
export function instanceRow(page: Page, layer: Layer, row: number, id: string | null, group = ""): Row {
  const detail = page.details.of(row);
  const name = detail?.id ?? id;
  const color = (index: number | undefined): string => page.colors[index ?? -1] ?? page.inks.neutral;
  const key = instanceKey(name ?? "");
  const { instances } = page.population;
  const classified = isOfNumbers(instances?.task) ? null : instances;
  const isSampled = row < 0 || page.population.dots[row] >= 0;
  const label = [name === null ? "" : `#${name}`, detail?.text ?? ""].join(" ").trim();
  return {
    key,
    label,
    title: label,
    n: null,
    weak: false,
    group,
    fill: color(page.population.classes[row]),
    border: classified && row >= 0 ? color(classified.prediction[row]) : null,
    values: id === null ? layer.activationsOf(row) : layer.valuesOf(key),
    problem: isSampled ? (layer.statisticsOf(key)?.problem ?? null) : "not in the sample: no activations were recorded",
  };
}

export function matrixRows(page: Page, layer: Layer): Row[] {
  const pinned = page.view.pins.map((id, index) =>
    instanceRow(page, layer, page.details.rowOf(id), id, index ? "" : "pinned"),
  );
  const rows = [...subsetRows(page, layer), ...extraRows(page, layer), ...rowsElsewhere(page, layer), ...pinned];
  return withTicked(page, layer, rows);
}
