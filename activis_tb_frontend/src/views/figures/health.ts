/** The figure of the layers' health, and all of its measures. */

import type { HealthAnswer } from "../../data/source";
import { csvOf, type Cell } from "../../draw/csv";
import { drawHealthFigure } from "../../draw/svg/health";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { domainOf, MEASURES, measureOf } from "../health";
import { fileName } from "./place";

export function healthFigure(page: Page, health: HealthAnswer): Figure {
  const measure = measureOf(page.view.health);
  const { steps, layers } = health;
  const lines = layers.flatMap((layer) =>
    steps.map((step, place): Cell[] => [
      layer.name,
      layer.n_neurons,
      step,
      ...MEASURES.map(({ value }) => layer[value][place] ?? null),
    ]),
  );
  return {
    name: "Health of the layers",
    file: fileName(page, "health").replace(/-step\d+$/, ""),
    svg: (dark) =>
      drawHealthFigure({
        title: `Health of the layers: ${measure.label.toLowerCase()}`,
        subtitle: [page.run?.name, page.moment?.instance_set].filter(Boolean).join(" · "),
        dark,
        steps,
        layers: layers.map((layer) => ({ name: layer.name, numbers: layer[measure.value] })),
        domain: domainOf(health, measure),
        unit: "",
        foot: "by step",
      }),
    csv: () => Promise.resolve(csvOf([["layer", "neurons", "step", ...MEASURES.map(({ value }) => value)], ...lines])),
  };
}
