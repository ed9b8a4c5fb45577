/** The figure of similar layers, and all of their numbers. */

import type { CkaAnswer, RunListing } from "../../data/source";
import { csvOf, type Cell } from "../../draw/csv";
import { wholeCount } from "../../draw/numbers";
import { createScale } from "../../draw/scale";
import { drawCrossedFigure, HATCHED, type CrossedFigure } from "../../draw/svg/crossed";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { cellInk, cellText } from "../cka";
import { fileName, subtitleOf, themed } from "./place";

function pictureOf(page: Page, answer: CkaAnswer, other: RunListing): CrossedFigure {
  const { layers, other_layers, cka, n } = answer;
  const scale = createScale([0, 1], page.dark, page.inks.page);
  const isOther = other.run !== page.run?.run;
  const column = isOther ? other.name : "this run";
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
    foot: `row: ${isOther ? (page.run?.name ?? "") : "this run"} · column: ${column} · n ${wholeCount(n)}`,
    scale: { scale, unit: "CKA" },
  };
}

function tableOf(page: Page, { layers, other_layers, cka }: CkaAnswer, other: RunListing): Cell[][] {
  const lines = layers.flatMap((layer, row) =>
    other_layers.map((theirs, column): Cell[] => [
      page.run?.name ?? "",
      layer,
      other.name,
      theirs,
      cka[row * other_layers.length + column],
    ]),
  );
  return [["run", "layer", "other run", "other layer", "cka"], ...lines];
}

/** `other` is the run whose layers are the columns. */
export function ckaFigure(page: Page, answer: CkaAnswer, other: RunListing): Figure {
  const parts = other.run === page.run?.run ? [] : [other.name];
  return {
    name: "Similar layers",
    file: fileName(page, "similar_layers", ...parts),
    svg: (dark) => drawCrossedFigure(pictureOf(themed(page, dark), answer, other)),
    csv: () => Promise.resolve(csvOf(tableOf(page, answer, other))),
  };
}
