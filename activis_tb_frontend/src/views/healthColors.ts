/** The colors of the graph's nodes where they show the health of their layers. */

import type { HealthAnswer } from "../data/source";
import { createScale, lightness, type Scale } from "../draw/scale";
import type { Shade } from "../graph/shade";
import type { Page } from "../state/page.svelte";
import { domainOf, isAnyKnown, measureOf, sentence, type Measure } from "./health";

const MIDDLE = 50;

/** By layer, at one step; a number that is not known has the color `unknown`. None for a step that was left out. */
export function shadesOf(
  { steps, layers }: HealthAnswer,
  measure: Measure,
  step: number,
  scale: Scale,
  unknown: string,
): ReadonlyMap<string, Shade> {
  const place = steps.indexOf(step);
  if (place < 0) return new Map();
  return new Map(
    layers.map((layer) => {
      const number = layer[measure.value][place] ?? null;
      const said = sentence(layer, step, number, measure);
      if (number === null) return [layer.name, { strength: -1, fill: unknown, ink: "inherit", said }];
      const ink = lightness(scale.pixel(number)) > MIDDLE ? "#000" : "#fff";
      return [layer.name, { strength: scale.strength(number), fill: scale.fill(number), ink, said }];
    }),
  );
}

export interface GraphColors {
  shades: ReadonlyMap<string, Shade>;
  scale: Scale;
  /** What the colors are of. */
  measure: Measure;
}

/** The colors of the graph's nodes at the step that is shown; null where they are not asked for, or nothing is known. */
export function graphColors(page: Page): GraphColors | null {
  const health = page.view.colored ? page.health.value : null;
  if (!health || !isAnyKnown(health)) return null;
  const measure = measureOf(page.view.health);
  const scale = createScale(domainOf(health, measure), page.dark, page.inks.page);
  return { shades: shadesOf(health, measure, page.moment?.step ?? 0, scale, page.inks.line), scale, measure };
}
