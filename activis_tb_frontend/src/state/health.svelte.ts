/** How healthy the layers are, at all recorded steps. */

import type { DataSource, Moment } from "../data/source";
import { setKey } from "./moment";
import { createResource } from "./resource.svelte";

/** `last` is the last recorded step of the shown data set. */
export function createHealth(source: DataSource, known: () => Moment | null, last: () => number | undefined) {
  return createResource(() => {
    const [at, step] = [known(), last()];
    if (!at || step === undefined) return null;
    return { key: `${setKey(at)} ${step}`, fetch: (signal) => source.fetchHealth(at, step, signal) };
  });
}
