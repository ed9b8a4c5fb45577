/** The figure of the confusion matrix, and all of its counts. */

import { csvOf } from "../../draw/csv";
import { counted } from "../../draw/numbers";
import { drawConfusionFigure, type ConfusionFigure } from "../../draw/svg/confusion";
import type { SnapshotAnswer } from "../../data/source";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { cellKey } from "../../state/view";
import { countsOf, shadesOf, shownClasses } from "../confusion";
import { fileName, subtitleOf } from "./place";

function pictureOf(page: Page, { class_names, confusion }: SnapshotAnswer, dark: boolean): ConfusionFigure {
  const classes = shownClasses(confusion, class_names.length);
  const counts = countsOf(confusion);
  const shadeOf = shadesOf(classes, counts);
  const countAt = (row: number, column: number): number => counts.get(cellKey(classes[row], classes[column])) ?? 0;
  const some = `${classes.length} of ${counted(class_names.length, "class")}, lowest recall · `;
  return {
    title: "Confusion matrix",
    subtitle: subtitleOf(page),
    dark,
    names: classes.map((label) => class_names[label]),
    countAt,
    shadeAt: (row, column) => shadeOf(classes[row], classes[column], countAt(row, column)),
    foot: `${classes.length < class_names.length ? some : ""}row: label · column: prediction`,
  };
}

export function confusionFigure(page: Page, snapshot: SnapshotAnswer): Figure {
  const { class_names, confusion } = snapshot;
  const lines = confusion.map(([label, prediction, n]) => [class_names[label], class_names[prediction], n]);
  return {
    name: "Confusion matrix",
    file: fileName(page, "confusion"),
    svg: (dark) => drawConfusionFigure(pictureOf(page, snapshot, dark)),
    csv: () => Promise.resolve(csvOf([["label", "prediction", "n"], ...lines])),
  };
}
