/** The linear head behind one layer, asked for when contributions are shown or a wrong instance is read off. */

import type { Moment } from "../data/source";
import { contributionEncoding, votesFor, weightsFor, type Vote } from "./contribution";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

interface Known {
  name: () => string;
  at: () => Moment | null;
  /** Whether a linear layer turns this one into the scores. */
  hasHead: () => boolean;
  /** End of the domain of activations. */
  most: () => number;
  activationsOf: (row: number) => Float32Array | null;
}

/** An instance that was taken for another class, and which neurons made it so. */
export interface Verdict {
  wrong: number;
  right: number;
  votes: Vote[];
}

export function createLayerHead(page: Page, { name, at, hasHead, most, activationsOf }: Known) {
  const names = $derived(page.snapshot.value?.class_names ?? []);
  const chosen = $derived.by(() => {
    const of = page.view.contributions[name()];
    return hasHead() && of !== undefined && of < names.length ? of : null;
  });
  /** The instance under the pointer, else the one that was pinned last, where it is wrong; -1 for none. */
  const read = $derived.by(() => {
    const last = page.view.pins.at(-1);
    const row = page.hover.instance >= 0 || last === undefined ? page.hover.instance : page.details.rowOf(last);
    return hasHead() && row >= 0 && page.population.wrong[row] ? row : -1;
  });
  const head = createResource(() => {
    const moment = at();
    if (!moment || (chosen === null && read < 0)) return null;
    const fetch = (signal: AbortSignal) => page.source.fetchHead(moment, name(), signal);
    return { key: `${momentKey(moment)} ${name()}`, fetch };
  });
  /** The head of the last step, where another one is shown: what the color domain rests on. */
  const last = createResource(() => {
    const [moment, step] = [at(), page.set?.steps.at(-1)];
    if (!moment || chosen === null || step === undefined || step === moment.step) return null;
    const there = { ...moment, step };
    return {
      key: `${momentKey(there)} ${name()}`,
      fetch: (signal) => page.source.fetchHead(there, name(), signal).catch(() => null),
    };
  });
  const encoding = $derived.by(() => {
    if (chosen === null || !head.value) return null;
    const [weights, lasting] = [head.value, last.value ?? head.value].map((one) => weightsFor(one, chosen));
    return contributionEncoding(weights, lasting, most(), names[chosen]);
  });
  const verdict = $derived.by<Verdict | null>(() => {
    const { instances } = page.population;
    const activations = activationsOf(read);
    if (!head.value || !activations || !instances || page.snapshot.value?.task !== "classes") return null;
    const [right, wrong] = [instances.label[read], instances.prediction[read]];
    return { wrong, right, votes: votesFor(activations, head.value, wrong, right) };
  });

  return {
    head,
    /** The class that contributions are shown to; null where activations are. */
    get chosen() {
      return chosen;
    },
    /** Its name. */
    get className() {
      return chosen === null ? null : names[chosen];
    },
    /** Colors of contributions; null where activations are shown, or while the weights are asked. */
    get encoding() {
      return encoding;
    },
    /** Who made the instance that is read off wrong; null for others. */
    get verdict() {
      return verdict;
    },
  };
}
