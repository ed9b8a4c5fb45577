/** What can be done with a row of a matrix: the entries of its menu. */

import type { Layer } from "../state/layer.svelte";
import type { Page } from "../state/page.svelte";
import { hasRest } from "../state/comparison";
import { elsewhereKey, elsewhereOfKey, momentElsewhere, overSteps, type Elsewhere } from "../state/elsewhere";
import { hasManyClasses } from "../state/rows";
import { referenceOf, REST } from "../state/view";
import type { Action } from "../widgets/popup";
import type { Row } from "./rows";
import { letterOfRun, markOfRun } from "./runs";

/** More other runs than this make no menu; the filter of the list of runs brings up others. */
const MOST_RUNS = 8;

/** Takes a row away that can be had back: a pinned instance, or a class where not all have a row; null for others. */
export function removalOf(page: Page, row: Row): (() => void) | null {
  const beside = page.besideSingly.find((one) => elsewhereKey(one) === row.key);
  if (beside) return () => page.actions.toggleBeside([beside]);
  const reference = referenceOf(row.key);
  if (reference?.kind === "instance") return () => page.actions.togglePin(reference.id);
  if (reference?.kind === "subset" && page.view.made.some(({ name }) => name === reference.name))
    return () => page.actions.removeSubset(reference.name);
  if (reference?.kind !== "subset" || !hasManyClasses(page.snapshot.value?.subsets ?? [])) return null;
  const classes = page.subsets.filter((subset) => subset.kind === "class").map((subset) => subset.name);
  const { name } = reference;
  return classes.includes(name) ? () => page.actions.toggleClassRow(name, classes) : null;
}

/** The same row at other steps, of other data sets and in other runs, or no longer. */
function elsewhereActions(page: Page, { key }: Row): Action[] {
  const beside = page.beside.find((one) => elsewhereKey(one) === key);
  const of = beside ?? { row: key, run: null, set: null, step: null };
  const kind = referenceOf(of.row)?.kind;
  const listed = page.listing.value?.runs ?? [];
  const shown = momentElsewhere(listed, page.moment, of);
  if (!shown || (kind !== "subset" && kind !== "instance")) return [];
  const there = new Set(page.view.beside.map(elsewhereKey));
  const action = (what: string, rows: Elsewhere[]): Action => {
    const isThere = rows.every((one) => there.has(elsewhereKey(one)));
    return { label: `${isThere ? "Hide" : "Show"} ${what}`, run: () => page.actions.toggleBeside(rows) };
  };
  const sets = listed.find(({ run }) => run === shown.run)!.instance_sets.filter(({ steps }) => steps.length);
  const own = sets.find(({ name }) => name === shown.instance_set)!.steps;
  const steps = of.step === null ? overSteps(of, own, shown.step) : [];
  const runs = of.run === null ? page.listedRuns.filter(({ run }) => !page.isTicked(run)).slice(0, MOST_RUNS) : [];
  return [
    ...(steps.length ? [action("it at the other steps", steps)] : []),
    ...(of.set === null ? sets.filter(({ name }) => name !== shown.instance_set) : []).map(({ name }) =>
      action(`it of ${name}`, [{ ...of, set: name }]),
    ),
    ...runs.map(({ run, name }) => action(`it in run ${letterOfRun(page, run)}, ${name}`, [{ ...of, run }])),
  ];
}

/** Takes the rows of a ticked run away. */
function untickActions(page: Page, { key, under }: Row): Action[] {
  const run = under ? elsewhereOfKey(key)?.run : null;
  if (!run) return [];
  const { letter, name } = markOfRun(page, run);
  return [{ label: `Hide the rows of run ${letter}, ${name}`, run: () => page.actions.tickRuns([run]) }];
}

/** The nearest instances of a pinned one that has activations here. */
function nearestActions(page: Page, layer: Layer, { key, problem }: Row): Action[] {
  const reference = referenceOf(key);
  if (reference?.kind !== "instance" || problem) return [];
  return [
    { label: "List the nearest instances", run: () => page.drawer.near({ layer: layer.name, id: reference.id }) },
  ];
}

export function rowActions(page: Page, layer: Layer, row: Row): Action[] {
  const remove = removalOf(page, row);
  const isSelected = page.view.row === row.key;
  const isHeld = isSelected && page.view.against === REST;
  return [
    { label: "Order by this row", run: () => page.actions.orderBy(layer.name, row.key) },
    { label: isSelected ? "Deselect" : "Select", run: () => page.actions.selectRow(row.key) },
    ...(page.view.row !== null && !isSelected
      ? [{ label: "Hold the selected row against it", run: () => page.actions.holdAgainst(row.key) }]
      : []),
    ...(hasRest(page, row.key)
      ? [
          {
            label: isHeld ? "Remove the difference" : "Compare with the rest",
            run: () => page.actions.compareWithRest(row.key),
          },
        ]
      : []),
    ...nearestActions(page, layer, row),
    ...elsewhereActions(page, row),
    ...untickActions(page, row),
    ...(remove ? [{ label: "Remove", run: remove }] : []),
  ];
}
