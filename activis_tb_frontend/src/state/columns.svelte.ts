/** The distributions of the columns, of all instances and of what is lit up or being typed. */

import type { ColumnSummary, Selection } from "../data/source";
import { exampleCondition } from "./condition";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { quotedValue, type CompletedColumn } from "./completion";
import { createResource } from "./resource.svelte";
import { referenceOf } from "./view";

/** Rest before a hovered subset is counted. */
const REST = 120;

/** The selection that a row's key stands for; null for all and for single instances. */
export function selectionOf(page: Page, key: string | null): Selection | null {
  const reference = key === null ? null : referenceOf(key);
  if (reference?.kind === "cell") {
    const [label, prediction] = [reference.label, reference.prediction].map(
      (index) => page.snapshot.value?.class_names[index] ?? String(index),
    );
    return { where: `label = ${quotedValue(label)} AND prediction = ${quotedValue(prediction)}` };
  }
  if (reference?.kind !== "subset" || reference.name === page.snapshot.value?.subsets[0]?.name) return null;
  return page.view.made.find((made) => made.name === reference.name)?.selection ?? { subset: reference.name };
}

/** Whether no instance has a value in it, as the scores of a set without any. */
function isBlank(column: ColumnSummary): boolean {
  if (column.kind === "values") return column.values.length === 0;
  return "counts" in column && column.counts.every((count) => count === 0) && column.n_not_finite === 0;
}

/** What is lit up, in the order in which the page's other views take it; null for all. */
export function litSelection(page: Page): Selection | null {
  const { draft, draftAnswer } = page.made;
  if (page.hover.key === null) {
    if (page.circledSelection) return page.circledSelection;
    if (draftAnswer && !draftAnswer.error) return { where: draft.trim() };
  }
  const [one, other] = page.highlightKeys.map((key) => selectionOf(page, key)).filter((known) => known !== null);
  return other ? { any: [one, other] } : (one ?? null);
}

export function createColumns(page: Page) {
  const selection = $derived(litSelection(page));
  const all = createResource(() => {
    const at = page.moment;
    return at && { key: momentKey(at), fetch: (signal) => page.source.fetchColumns(at, null, signal) };
  });
  const selected = createResource(() => {
    const [at, chosen] = [page.moment, selection];
    if (!at || !chosen) return null;
    const fetch = (signal: AbortSignal) => page.source.fetchColumns(at, chosen, signal);
    return { key: `${momentKey(at)} ${JSON.stringify(chosen)}`, fetch, rest: REST };
  });

  const answer = $derived(selection && selected.value ? selected.value : all.value);
  const isClasses = $derived(page.snapshot.value?.task === "classes");
  const shown = $derived<ColumnSummary[]>(
    (answer?.columns ?? []).filter(
      (column) => !isBlank(column) && !(isClasses && ["label", "prediction"].includes(column.name)),
    ),
  );
  const completed = $derived<CompletedColumn[]>(
    (all.value?.columns ?? []).map((column) => ({
      name: column.name,
      values: column.kind === "values" ? column.values.map(({ value }) => value) : [],
    })),
  );

  const example = $derived(exampleCondition((all.value?.columns ?? []).filter((column) => !isBlank(column))));

  return {
    get shown() {
      return shown;
    },
    get completed() {
      return completed;
    },
    /** A condition that can be typed; "" where there are no columns for one. */
    get example() {
      return example;
    },
    get ofAll() {
      return answer?.of_all ?? true;
    },
    get error() {
      return selected.error ?? all.error;
    },
  };
}
