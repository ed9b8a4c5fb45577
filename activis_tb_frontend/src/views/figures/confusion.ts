/** The figure of the confusion matrix, and all of its counts. */

import { csvOf } from "../../draw/csv";
import { counted, wholeCount } from "../../draw/numbers";
import { drawCrossedFigure, shadedCell, type CrossedFigure } from "../../draw/svg/crossed";
import type { SnapshotAnswer } from "../../data/source";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { cellKey } from "../../state/view";
import { countsOf, shadesOf, shownClasses } from "../confusion";
import { fileName, subtitleOf } from "./place";

function pictureOf(page: Page, { class_names, confusion }: SnapshotAnswer, dark: boolean): CrossedFigure {
  const classes = shownClasses(confusion, class_names.length);
  const names = classes.map((label) => class_names[label]);
  const counts = countsOf(confusion);
  const shadeOf = shadesOf(classes, counts);
  const some = `${classes.length} of ${counted(class_names.length, "class")}, lowest recall · `;
  return {
    title: "Confusion matrix",
    subtitle: subtitleOf(page),
    dark,
    rows: names,
    columns: names,
    cellAt(row, column) {
      const [label, prediction] = [classes[row], classes[column]];
      const n = counts.get(cellKey(label, prediction)) ?? 0;
      return n ? shadedCell(wholeCount(n), shadeOf(label, prediction, n), dark) : null;
    },
    foot: `${classes.length < class_names.length ? some : ""}row: label · column: prediction`,
  };
}

export function confusionFigure(page: Page, snapshot: SnapshotAnswer): Figure {
  const { class_names, confusion } = snapshot;
  const lines = confusion.map(([label, prediction, n]) => [class_names[label], class_names[prediction], n]);
  return {
    name: "Confusion matrix",
    file: fileName(page, "confusion"),
    svg: (dark) => drawCrossedFigure(pictureOf(page, snapshot, dark)),
    csv: () => Promise.resolve(csvOf([["label", "prediction", "n"], ...lines])),
  };
}
