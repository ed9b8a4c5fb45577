/** Draws the dots of a projection: on the graphics card where there is one, else with the processor. */

import { glPainter } from "./scatterGl";
import type { Painter } from "./scatterScene";
import { splatPainter } from "./scatterSplat";

/** The graphics card's painter for as long as it works; a software renderer is slower than our own and counts as none. */
export function createPainter(): Painter {
  const fast = glPainter();
  const sure = splatPainter();
  return {
    paint: (context, scene) => fast?.paint(context, scene) || sure.paint(context, scene),
    dispose() {
      fast?.dispose();
      sure.dispose();
    },
  };
}
