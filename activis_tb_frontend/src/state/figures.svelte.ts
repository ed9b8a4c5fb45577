/** What the open panels can be saved as: each says so while it is open, and the toolbar lists all of them. */

import { untrack } from "svelte";

export interface Figure {
  /** What it shows: "Matrix of hidden". */
  name: string;
  /** Name of a file without its ending. */
  file: string;
  svg: (dark: boolean) => string;
  /** The numbers behind it. */
  csv: () => Promise<string>;
}

export type Figures = ReturnType<typeof createFigures>;

interface Offer {
  figures: () => Figure[];
  place: number;
}

/** Places in the list: layers stand by their numbers, before what there is once. */
export const [CONFUSION, HEALTH] = [1000, 1001] as const;

export function createFigures() {
  let offers = $state.raw<Offer[]>([]);

  return {
    /** Lists figures for as long as the function that is returned was not called. */
    offer(place: number, figures: () => Figure[]): () => void {
      const offered = { figures, place };
      offers = [...untrack(() => offers), offered].sort((a, b) => a.place - b.place);
      return () => (offers = offers.filter((other) => other !== offered));
    },
    get all(): Figure[] {
      return offers.flatMap(({ figures }) => figures());
    },
  };
}
