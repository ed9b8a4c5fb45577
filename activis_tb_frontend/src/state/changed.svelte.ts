/** What became of the instances since the moment that the confusion matrix is compared with. */

import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { momentSince } from "./since";

export type Changed = ReturnType<typeof createChanged>;

export function createChanged(page: Page) {
  const there = $derived.by(() => {
    const { known, view, listing } = page;
    return known && view.since ? momentSince(listing.value?.runs ?? [], known, view.since) : null;
  });
  const key = $derived(page.known && there ? `${momentKey(page.known)} ${momentKey(there)}` : null);
  const answer = createResource(() => {
    const [here, other] = [page.known, there];
    if (!here || !other || key === null) return null;
    return { key, fetch: (signal) => page.source.fetchChanged(here, other, signal) };
  });

  return {
    /** null until it is there; never that of other moments. */
    get found() {
      return key !== null && answer.key === key ? answer.value : null;
    },
    get there() {
      return there;
    },
    get error() {
      return answer.error;
    },
  };
}
