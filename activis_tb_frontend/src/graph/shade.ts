/** A color that a node has for a number of its layer, in place of that of all recorded ones. */

import type { VisibleNode } from "./fold";

export interface Shade {
  /** 0 to 1; -1 where the number is not known. */
  strength: number;
  fill: string;
  /** Readable on `fill`. */
  ink: string;
  /** The number in words. */
  said: string;
}

/** Of a node's layer; of what a folded block hides the strongest, ties as they come. */
export function shadeOf(node: VisibleNode, shades: ReadonlyMap<string, Shade>): Shade | null {
  const layers = node.layer === null ? node.hidden : [node.layer];
  const found = layers.flatMap((layer) => shades.get(layer) ?? []);
  return found.reduce<Shade | null>((best, one) => (best && best.strength >= one.strength ? best : one), null);
}
