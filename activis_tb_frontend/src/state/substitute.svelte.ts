/** The layer of the shown run that is most similar to one that it does not have, told by a run that has that one. */

import type { Moment } from "../data/source";
import { askedUntilFound, momentBeside, mostSimilar } from "./cka";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

interface Substitute {
  /** Name of the run that has the missing layer. */
  run: string;
  layer: string;
  cka: number;
}

export function createSubstitute(page: Page, missing: () => string) {
  async function search(here: Moment, signal: AbortSignal): Promise<Substitute | null> {
    for (const run of page.listing.value?.runs ?? []) {
      const theirs = run.run === here.run ? null : momentBeside(run, here);
      const snapshot = theirs && (await page.source.fetchSnapshot(theirs, signal).catch(() => null));
      if (!theirs || !snapshot?.layers.some(({ name }) => name === missing())) continue;
      const answer = await askedUntilFound(page.source, [theirs, here], signal).catch(() => null);
      const best = answer && mostSimilar(answer, missing());
      if (best) return { run: run.name, ...best };
    }
    return null;
  }

  return createResource(() => {
    const here = page.known;
    return here && { key: `${momentKey(here)} ${missing()}`, fetch: (signal: AbortSignal) => search(here, signal) };
  });
}
