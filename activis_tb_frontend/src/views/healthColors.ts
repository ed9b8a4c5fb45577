/** The colors of the graph's nodes where they show the health of their layers. */

import type { HealthAnswer } from "../data/source";
import { lightness, type Scale } from "../draw/scale";
import type { Shade } from "../graph/shade";
import { sentence, type Measure } from "./health";

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
