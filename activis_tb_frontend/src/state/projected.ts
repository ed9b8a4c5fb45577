/** A layer's map turned to where it can be compared with that of another moment, its anchor. */

import type { Anchor, MapAnswer, Moment, ProjectionAnswer } from "../data/source";
import { alignTo } from "../draw/align";

export function anchorAt(moment: Moment | null): Anchor | null {
  return moment && { run: moment.run, step: moment.step };
}

/** The anchor of a moment's maps; null for the anchor itself. */
export function anchorFor(moment: Moment, anchor: Anchor | null): Anchor | null {
  return anchor && (anchor.run !== moment.run || anchor.step !== moment.step) ? anchor : null;
}

/** Principal components, turned within their plane towards the anchor's. */
export function componentsOf({ xy, anchor_xy }: ProjectionAnswer): Float32Array {
  return anchor_xy ? alignTo(xy, anchor_xy) : xy;
}

/** A t-SNE, turned towards the anchor's as it is shown there; without one towards the principal components. */
export function mapOf(map: MapAnswer, components: ProjectionAnswer): Float32Array | null {
  const pca = componentsOf(components);
  if (!map.xy || map.xy.length !== pca.length) return null;
  const isAnchored = map.anchor_xy?.length === pca.length && components.anchor_xy;
  return alignTo(map.xy, isAnchored ? alignTo(map.anchor_xy!, components.anchor_xy!) : pca);
}
