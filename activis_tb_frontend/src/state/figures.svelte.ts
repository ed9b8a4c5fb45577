/** What the open panels can be saved as: each says so while it is open, and the toolbar lists all of them. */

import { untrack } from "svelte";

export interface Figure {
  /** What it shows: "Matrix of hidden". */
  name: string;
  /** Name of a file without its ending. */
  file: string;
  /** null for what is numbers only. */
  svg: ((dark: boolean) => string) | null;
  /** The numbers behind it. */
  csv: () => Promise<string>;
}

/** The place of what lies below the matrix of an open layer. */
export const belowLayer = (openLayers: string[], layer: string): number => openLayers.indexOf(layer) + 1.5;

export type Figures = ReturnType<typeof createFigures>;

interface Offer {
  figures: () => Figure[];
  place: number;
}

/** Places in the list: layers stand by their numbers, before what there is once. */
export const [GRAPH, RUNS, CONFUSION, HEALTH, CKA] = [1000, 1001, 1002, 1003, 1004] as const;

export function createFigures() {
  let offers = $state.raw<Offer[]>([]);

  return {
    /** Lists figures for as long as the function that is returned was not called. */
    offer(place: number, figures: () => Figure[]): () => void {
      const offered = { figures, place };
      offers = [...untrack(() => offers), offered].sort((a, b) => a.place - b.place);
      return () => (offers = offers.filter((other) => other !== offered));
    },
    /** Those at a place, and of what lies below it. */
    at: (place: number): Figure[] =>
      offers.filter((offer) => Math.floor(offer.place) === place).flatMap(({ figures }) => figures()),
    get all(): Figure[] {
      return offers.flatMap(({ figures }) => figures());
    },
  };
}
