/** What is lit up in every view at once: the subset or cell under the pointer, else what was circled, else what is
 *  being typed or was searched for, else the selected one. */

import type { Selection } from "../data/source";
import { createHover } from "./hover.svelte";
import { decodeLasso, encodeLasso, sampleChecksum } from "./lasso";
import { atDots, membersOf } from "./members";
import type { Recorded } from "./recorded.svelte";
import { referenceOf, type Lasso, type View } from "./view";

/** `found` is the mask over table rows of what a search found; null without one. */
export function createSelection(recorded: Recorded, view: () => View, found: () => Uint8Array | null) {
  const hover = createHover();
  /** Rows and cells that are lit up: the one under the pointer, else both of two that are held against each other. */
  const highlightKeys = $derived.by(() => {
    const { row, against } = view();
    return (hover.key === null ? [row, against] : [hover.key]).filter((key) => key !== null);
  });
  const sample = $derived(recorded.population.instances?.sample ?? null);
  const checksum = $derived(sample && sampleChecksum(sample));
  /** Table rows of the circled instances, in the order of the sample. */
  const circled = $derived.by<number[]>(() => {
    const { lasso } = view();
    const mask = lasso && sample && checksum !== null ? decodeLasso(lasso, sample.length, checksum) : null;
    return mask && sample ? Array.from(sample).filter((_, dot) => mask[dot]) : [];
  });
  /** Mask over table rows of what is lit up: hovered, else circled, else being typed, else found, else selected; null lights up all. */
  const highlighted = $derived.by(() => {
    const { instances } = recorded.population;
    if (instances && !hover.key && circled.length) return maskOf(circled, instances.label.length);
    if (!hover.key && recorded.made.draftMask) return recorded.made.draftMask;
    if (!hover.key && found()) return found();
    return unionOf(highlightKeys.map(maskOfKey).filter((mask) => mask !== null));
  });

  /** Mask over table rows; null for all instances, and for the rest, which stands out from a row by not being lit up. */
  function maskOfKey(key: string): Uint8Array | null {
    const { bins, made, population, snapshot } = recorded;
    const { instances } = population;
    if (!instances) return null;
    const reference = referenceOf(key);
    const ours = reference?.kind === "subset" ? made.maskOf(reference.name) : undefined;
    return ours ?? membersOf(key, instances, snapshot.value?.subsets ?? [], bins.edges, population.off);
  }

  /** The sampled instances of a mask as the link holds them; null for none. */
  function lassoOf(mask: Uint8Array, layer: string): Lasso | null {
    return checksum !== null && mask.includes(1) ? encodeLasso(mask, checksum, layer) : null;
  }

  /** What was circled as a subset; null while nothing is. */
  const circledSelection = $derived.by((): Selection | null => {
    const { lasso } = view();
    return lasso && circled.length ? { bits: lasso.bits, checksum: lasso.sample, layer: lasso.layer } : null;
  });

  return {
    hover,
    lassoOf,
    /** The circled instances with the sampled one of a table row, or without it; `layer` is that whose projection it was chosen in. */
    lassoWith(row: number, layer: string): Lasso | null {
      const { instances } = recorded.population;
      if (!instances) return null;
      const mask = maskOf(circled, instances.label.length);
      mask[row] = 1 - mask[row];
      return lassoOf(atDots(mask, instances.sample), view().lasso?.layer || layer);
    },
    get circled() {
      return circled;
    },
    get circledSelection() {
      return circledSelection;
    },
    get highlightKeys() {
      return highlightKeys;
    },
    get highlighted() {
      return highlighted;
    },
  };
}

function maskOf(rows: number[], n: number): Uint8Array {
  const mask = new Uint8Array(n);
  for (const row of rows) mask[row] = 1;
  return mask;
}

/** Who is in one or both of up to two masks; null without any. */
function unionOf([one, other]: Uint8Array[]): Uint8Array | null {
  return other ? one.map((is, row) => is | other[row]) : (one ?? null);
}
