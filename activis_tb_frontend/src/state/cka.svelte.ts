/** How similar the layers of two moments are: asked for until it is there, given up when cancelled. */

import type { CkaAnswer, Moment, RunListing } from "../data/source";
import { askedUntilFound, momentBeside } from "./cka";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

/** What the layers of the shown moment are held against. */
export interface ComparedRun {
  /** It may be the shown one itself. */
  run: RunListing;
  /** null where it has no such moment. */
  beside: Moment | null;
}

/** null where layers are not compared. */
export function comparedRun(page: Page): ComparedRun | null {
  const chosen = page.view.cka;
  const run = chosen && (page.listing.value?.runs.find(({ run }) => run === chosen.run) ?? page.run);
  if (!run) return null;
  const here = page.known;
  return { run, beside: here && momentBeside(run, here, chosen.step) };
}

export function createCka(page: Page, moments: () => readonly [Moment, Moment] | null) {
  let progress = $state(0);
  const key = $derived(moments()?.map(momentKey).join(" ") ?? null);
  const answer = createResource(() => {
    const asked = moments();
    if (!asked || key === null) return null;
    const fetch = (signal: AbortSignal): Promise<CkaAnswer> => {
      progress = 0;
      return askedUntilFound(page.source, asked, signal, (share) => (progress = share));
    };
    return { key, fetch };
  });

  return {
    retry: answer.retry,
    cancel(): void {
      const asked = moments();
      page.actions.compareLayers(null);
      if (asked) page.source.cancelCka(...asked).catch(() => undefined); // it ends by itself when nobody asks
    },
    /** null until it is there; never that of other moments. */
    get found() {
      return answer.key === key ? answer.value : null;
    },
    get error() {
      return answer.error;
    },
    /** 0 to 1 while it is computed, else null. */
    get progress() {
      return answer.loading ? progress : null;
    },
  };
}
