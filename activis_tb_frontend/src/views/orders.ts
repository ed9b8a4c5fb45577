/** The menu of column orders of a layer's panel, and the words on its button. */

import type { Layer } from "../state/layer.svelte";
import type { Series } from "../state/drift";
import { CONTRIBUTION, DIFFERENCE, EFFECT, NAME, QUIET, RECORDED, SELECTIVITY, SIMILARITY } from "../state/view";
import type { Choice } from "../widgets/popup";
import type { Page } from "../state/page.svelte";
import { namedSeries } from "./rowNames";
import { differenceRow, type Row } from "./rows";

/** Rows of a menu that is still looked through. */
const MOST_ROWS = 300;

/** Rows that the orders may go by beside single rows. */
export interface Ordering {
  /** Label of the difference row, and whether it has an effect; null without one. */
  compared: { label: string; hasEffect: boolean } | null;
  /** Rows over steps, by what they are called. */
  series: (Series & { name: string })[];
  /** Name of the class that the cells show contributions to; null where they show activations. */
  contributed: string | null;
}

export function orderingOf(page: Page, layer: Layer): Ordering {
  const difference = differenceRow(page, layer);
  return {
    compared: difference && { label: difference.label, hasEffect: layer.difference.effectless === null },
    series: namedSeries(page),
    contributed: layer.contribution.className,
  };
}

export function orderChoices(
  layer: Pick<Layer, "canBeSelective" | "canBeSimilar" | "names">,
  { compared, series, contributed }: Ordering,
): Choice[] {
  return [
    { value: RECORDED, label: "as recorded" },
    ...(compared?.hasEffect ? [{ value: EFFECT, label: `by effect of ${compared.label}` }] : []),
    ...(compared ? [{ value: DIFFERENCE, label: `by size of ${compared.label}` }] : []),
    ...series.map(({ key, name }) => ({ value: key, label: `by drift of ${name} over its steps` })),
    ...(contributed === null ? [] : [{ value: CONTRIBUTION, label: `by contribution to ${contributed}` }]),
    ...(layer.canBeSelective ? [{ value: SELECTIVITY, label: "by selectivity for a class" }] : []),
    ...(layer.canBeSimilar ? [{ value: SIMILARITY, label: "similar neurons side by side" }] : []),
    { value: QUIET, label: "least active first" },
    ...(layer.names ? [{ value: NAME, label: "by name" }] : []),
  ];
}

/** The orders by what single rows show: means of subsets, activations of instances. */
export function rowOrders(rows: Row[]): Choice[] {
  return rows.slice(0, MOST_ROWS).map((row) => ({ value: row.key, label: row.label, color: row.fill }));
}

/** What the columns go by, as words. */
export function orderWords(key: string, rows: Row[], { compared, series, contributed }: Ordering): string {
  if (key === EFFECT && compared) return `effect of ${compared.label}`;
  if (key === DIFFERENCE && compared) return `size of ${compared.label}`;
  if (key === CONTRIBUTION && contributed !== null) return `contribution to ${contributed}`;
  if (key === SELECTIVITY) return "selectivity";
  if (key === SIMILARITY) return "similarity";
  if (key === QUIET) return "least active first";
  if (key === NAME) return "name";
  const drifting = series.find((one) => one.key === key);
  if (drifting) return `drift of ${drifting.name}`;
  const row = rows.find((row) => row.key === key);
  if (!row) return "as recorded";
  return row.n === null ? row.label.slice(0, 12) : `mean of ${row.label}`;
}

export function orderLabel(key: string, rows: Row[], ordering: Ordering): string {
  return `Order: ${orderWords(key, rows, ordering)}`;
}
