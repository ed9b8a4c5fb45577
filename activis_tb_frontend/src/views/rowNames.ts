/** What rows are called, and their colors. */

import type { SubsetSummary } from "../data/source";
import { classColors } from "../draw/color";
import { seriesOf, type Series } from "../state/drift";
import { elsewhereKey, elsewhereName, momentElsewhere, type Elsewhere } from "../state/elsewhere";
import type { Page } from "../state/page.svelte";
import { referenceOf, REST } from "../state/view";
import { markOfRun } from "./runs";

/** A class' or bin's color, or the one that a made subset was given; neutral for all others. */
export function subsetColor(page: Page, subset: SubsetSummary): string {
  if (subset.kind === "made") {
    const color = page.view.made.find((made) => made.name === subset.name)?.color ?? null;
    return color === null ? page.inks.neutral : classColors(color + 1, page.dark)[color];
  }
  const bin = subset.kind === "bin" ? page.subsets.filter(({ kind }) => kind === "bin").indexOf(subset) : -1;
  return page.colors[subset.class ?? bin] ?? page.inks.neutral;
}

/** What a subset is called; that of a class after an arrow where instances have no labels and it is what was predicted. */
export function subsetName(page: Page, { name, class: of }: SubsetSummary): string {
  return of !== null && page.population.areUnlabelled ? `→ ${name}` : name;
}

/** The color of a row, or of a confusion cell's label; neutral for all others. */
export function colorOfKey(page: Page, key: string): string {
  const reference = referenceOf(key);
  if (reference?.kind === "cell") return page.colors[reference.label] ?? page.inks.neutral;
  const subset = reference?.kind === "subset" && page.subsets.find(({ name }) => name === reference.name);
  return subset ? subsetColor(page, subset) : page.inks.neutral;
}

/** Where a row lies, in words; of another run also its step where that run does not have the shown one. */
export function placeOf(page: Page, beside: Elsewhere): string {
  if (beside.run === null) return elsewhereName(beside);
  const there = momentElsewhere(page.listing.value?.runs ?? [], page.moment, beside);
  const isShown = !there || there.step === page.moment?.step;
  const step = beside.step ?? (isShown ? null : there.step);
  return elsewhereName({ ...beside, step }, markOfRun(page, beside.run).name);
}

/** What a row or a confusion cell is called; "" for none. */
export function nameOfKey(page: Page, key: string | null): string {
  if (key === REST) return REST;
  const beside = page.beside.find((one) => elsewhereKey(one) === key);
  if (beside) return `${nameOfKey(page, beside.row)} (${placeOf(page, beside)})`;
  const reference = key === null ? null : referenceOf(key);
  if (reference?.kind === "subset") {
    const subset = page.subsets.find(({ name }) => name === reference.name);
    return subset ? subsetName(page, subset) : reference.name;
  }
  if (reference?.kind === "instance") return `#${reference.id}`;
  if (reference?.kind !== "cell") return "";
  const [label, prediction] = [reference.label, reference.prediction].map(
    (index) => page.snapshot.value?.class_names[index] ?? String(index),
  );
  return `${label}→${prediction}`;
}

/** The rows over steps, each with the name of what they are of. */
export function namedSeries(page: Page): (Series & { name: string })[] {
  return seriesOf(page.beside).map((series) => {
    const place = placeOf(page, series.of);
    return { ...series, name: nameOfKey(page, series.of.row) + (place && ` (${place})`) };
  });
}
