/** The figure of the table of runs, and its numbers in full. */

import { runColor } from "../../draw/color";
import { csvOf, type Cell } from "../../draw/csv";
import { drawListedFigure } from "../../draw/svg/listed";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { letterOfRun } from "../runs";
import { cellOfRun, numberOf, tableOfRuns } from "../runTable";
import { fileName } from "./place";

function svgOf(page: Page, dark: boolean): string {
  const { set, columns, sorted } = tableOfRuns(page);
  return drawListedFigure({
    title: "Runs",
    subtitle: [set ?? "", `step ${page.moment?.step ?? 0} or the one before it`].filter(Boolean).join(" · "),
    dark,
    heads: ["Run", ...columns.map(({ subset, label }) => `${subset} · ${label}`)],
    lines: sorted.map((row) => ({
      color: runColor(row.run, page.tensorBoardRuns),
      name: `${letterOfRun(page, row.run)} ${row.name}`,
      isStrong: row.run === page.run?.run,
      cells: columns.map((column) => cellOfRun(row, column)),
    })),
    foot: "of all instances",
  });
}

function tableOf(page: Page): Cell[][] {
  const { columns, sorted } = tableOfRuns(page);
  const lines = sorted.map((row): Cell[] => [row.name, ...columns.map((column) => numberOf(row, column))]);
  return [["run", ...columns.map(({ subset, label }) => `${subset} ${label}`)], ...lines];
}

export function runsFigure(page: Page): Figure {
  return {
    name: "Table of runs",
    file: fileName(page, "runs"),
    svg: (dark) => svgOf(page, dark),
    csv: () => Promise.resolve(csvOf(tableOf(page))),
  };
}
