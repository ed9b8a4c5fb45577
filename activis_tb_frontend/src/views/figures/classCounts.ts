/** The figure of how often each class was found, missed and wrongly given, where instances have several labels; and all of these counts. */

import { csvOf } from "../../draw/csv";
import { OUTCOMES } from "../../draw/labelSets";
import { counted, wholeCount } from "../../draw/numbers";
import { drawCrossedFigure, shadedCell, type CrossedFigure } from "../../draw/svg/crossed";
import type { SnapshotAnswer } from "../../data/source";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { allCounts, outcomeShades, shownCounts } from "../classCounts";
import { fileName, subtitleOf } from "./place";

function pictureOf(page: Page, { class_names, class_counts }: SnapshotAnswer, dark: boolean): CrossedFigure {
  const shown = shownCounts(class_counts);
  const shadeOf = outcomeShades(shown);
  const some = `${shown.length} of ${counted(class_counts.length, "class")}, most errors · `;
  return {
    title: "Labels of each class",
    subtitle: subtitleOf(page),
    dark,
    rows: shown.map((row) => class_names[row.class]),
    columns: [...OUTCOMES],
    cellAt(row, column) {
      const outcome = OUTCOMES[column];
      const n = shown[row].counts[outcome];
      return n ? shadedCell(wholeCount(n), shadeOf(outcome, n), dark) : null;
    },
    foot: `${shown.length < class_counts.length ? some : ""}extra: given, but no label`,
  };
}

export function classCountsFigure(page: Page, snapshot: SnapshotAnswer): Figure {
  const lines = allCounts(snapshot.class_counts).map((row) => [
    snapshot.class_names[row.class],
    ...OUTCOMES.map((outcome) => row.counts[outcome]),
  ]);
  return {
    name: "Labels of each class",
    file: fileName(page, "labels"),
    svg: (dark) => drawCrossedFigure(pictureOf(page, snapshot, dark)),
    csv: () => Promise.resolve(csvOf([["class", ...OUTCOMES], ...lines])),
  };
}
