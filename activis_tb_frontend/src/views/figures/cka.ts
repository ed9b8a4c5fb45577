/** The figure of similar layers, and all of their numbers. */

import type { CkaAnswer, Moment } from "../../data/source";
import { csvOf, type Cell } from "../../draw/csv";
import { wholeCount } from "../../draw/numbers";
import { createScale } from "../../draw/scale";
import { drawCrossedFigure, HATCHED, type CrossedFigure } from "../../draw/svg/crossed";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { cellInk, cellText, ckaOther } from "../cka";
import { fileName, subtitleOf, themed } from "./place";

function nameOf(page: Page, run: string): string {
  return page.listing.value?.runs.find((listed) => listed.run === run)?.name ?? run;
}

function pictureOf(page: Page, answer: CkaAnswer, here: Moment, there: Moment): CrossedFigure {
  const { layers, other_layers, cka, n } = answer;
  const scale = createScale([0, 1], page.dark, page.inks.page);
  const isHere = here.run === there.run && here.step === there.step;
  return {
    title: "Similar layers",
    subtitle: subtitleOf(page),
    dark: page.dark,
    rows: layers,
    columns: other_layers,
    cellAt(row, column) {
      const value = cka[row * other_layers.length + column];
      const fill = Number.isNaN(value) ? HATCHED : scale.fill(value);
      return { text: cellText(value), fill, ink: cellInk(scale, value) };
    },
    foot: isHere
      ? `n ${wholeCount(n)}`
      : `row: ${nameOf(page, here.run)} · column: ${ckaOther(here, there, (run) => nameOf(page, run))} · n ${wholeCount(n)}`,
    scale: { scale, unit: "CKA" },
  };
}

function tableOf(page: Page, { layers, other_layers, cka }: CkaAnswer, here: Moment, there: Moment): Cell[][] {
  const lines = layers.flatMap((layer, row) =>
    other_layers.map((theirs, column): Cell[] => [
      nameOf(page, here.run),
      here.step,
      layer,
      nameOf(page, there.run),
      there.step,
      theirs,
      cka[row * other_layers.length + column],
    ]),
  );
  return [["run", "step", "layer", "other run", "other step", "other layer", "cka"], ...lines];
}

/** The layers of the first moment are the rows, those of the second the columns. */
export function ckaFigure(page: Page, answer: CkaAnswer, here: Moment, there: Moment): Figure {
  const run = here.run === there.run ? [] : [nameOf(page, there.run)];
  const step = here.step === there.step ? [] : [`at_step${there.step}`];
  return {
    name: "Similar layers",
    file: fileName(page, "similar_layers", ...run, ...step),
    svg: (dark) => drawCrossedFigure(pictureOf(themed(page, dark), answer, here, there)),
    csv: () => Promise.resolve(csvOf(tableOf(page, answer, here, there))),
  };
}
