/** Which two rows are held against each other, and which rows of the matrix that needs; the same for every layer. */

import type { Selection } from "../data/source";
import { selectionOf } from "./columns.svelte";
import { elsewhereKey, type Elsewhere } from "./elsewhere";
import type { Page } from "./page.svelte";
import { referenceOf, REST } from "./view";

/** A row that takes part: its key, who is in it, and where it lies, null for the page's own moment. */
export interface Side {
  key: string;
  selection: Selection;
  at: Elsewhere | null;
}

export interface Comparison {
  one: Side;
  /** null is the rest of the instances. */
  other: Side | null;
}

/** The row of another step, data set or run that has this key; null for other rows. */
function elsewhereOf(page: Page, key: string): Elsewhere | null {
  return page.beside.find((one) => elsewhereKey(one) === key) ?? null;
}

/** What a row's key stands for; null for keys that name nothing here. */
export function sideOf(page: Page, key: string): Side | null {
  const at = elsewhereOf(page, key);
  if (!at) return ownSide(page, key);
  const reference = referenceOf(at.row);
  // Elsewhere there may be subsets that are none here.
  const named = reference?.kind === "subset" ? { subset: reference.name } : null;
  const selection = ownSide(page, at.row)?.selection ?? named;
  return selection && { key, selection, at };
}

function ownSide(page: Page, key: string): Side | null {
  const reference = referenceOf(key);
  if (reference?.kind === "instance") return { key, selection: { ids: [reference.id] }, at: null };
  if (reference?.kind === "cell" && page.snapshot.value?.task !== "classes") return null;
  if (reference?.kind === "subset" && !page.subsetNames.includes(reference.name)) return null;
  const selection = selectionOf(page, key) ?? (reference?.kind === "subset" ? { subset: reference.name } : null);
  return selection && { key, selection, at: null };
}

/** Whether there are instances that a row does not have, which only the rows of the page's own moment know. */
export function hasRest(page: Page, key: string): boolean {
  const reference = referenceOf(key);
  if (elsewhereOf(page, key)) return false;
  return reference?.kind !== "subset" || page.subsets.find(({ kind }) => kind === "all")?.name !== reference.name;
}

/** Holds a row against the rest, or no longer; "all" has none. */
export function toggleRest(page: Page, key: string | null): void {
  if (key !== null && hasRest(page, key)) page.actions.compareWithRest(key);
}

/** The selected row and the one that it is held against; null where there are no two. */
export function comparisonOf(page: Page): Comparison | null {
  const { row, against } = page.view;
  if (row === null || against === null || row === against) return null;
  const one = sideOf(page, row);
  if (against === REST) return one && hasRest(page, row) ? { one, other: null } : null;
  const other = sideOf(page, against);
  return one && other && { one, other };
}

/** Rows that are there only while they are selected: cells of the confusion matrix, and classes that have none otherwise. */
export function extraSides(page: Page): Side[] {
  // A subset made here that has no row was hidden on purpose.
  const rows = new Set([...page.subsets, ...page.view.made].map((subset) => subset.name));
  const keys = [...new Set([page.view.row, page.view.against])].filter((key) => key !== null);
  return keys.flatMap((key) => {
    const reference = referenceOf(key);
    const isThere = reference?.kind === "instance" || (reference?.kind === "subset" && rows.has(reference.name));
    const side = isThere ? null : sideOf(page, key);
    return side && !side.at ? [side] : [];
  });
}
