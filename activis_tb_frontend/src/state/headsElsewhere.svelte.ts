/** What rows of other steps and runs contribute to the class that a layer shows: by the weights that belong to them. */

import { sentenceOf } from "../data/http";
import type { CorrespondenceAnswer, HeadAnswer, Moment } from "../data/source";
import { weightsFor } from "./contribution";
import { seenBy } from "./correspondence";
import { elsewhereKey } from "./elsewhere";
import type { LayerElsewhere } from "./layerElsewhere.svelte";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

interface Known {
  name: () => string;
  at: () => Moment | null;
  /** Name of the class that contributions are shown to; null where activations are. */
  of: () => string | null;
  elsewhere: LayerElsewhere;
}

/** By the neurons of the page's run; without weights `problem` says why there are none. */
export type Weights = { weights: Float32Array; problem: null } | { weights: null; problem: string };

/** The weights of a class by its name: other runs may have other classes. */
export function weightsThere(head: HeadAnswer, of: string, pairs: CorrespondenceAnswer | null): Weights {
  const index = head.class_names.indexOf(of);
  if (index < 0) return { weights: null, problem: `no contributions: there is no class ${JSON.stringify(of)} there` };
  const weights = weightsFor(head, index);
  return { weights: pairs ? seenBy(pairs, weights) : weights, problem: null };
}

export function createHeadsElsewhere(page: Page, { name, at, of, elsewhere }: Known) {
  /** Where rows lie whose weights are not those of the page, by the rows' keys. */
  const moments = $derived.by(() => {
    const [here, found] = [at(), new Map<string, Moment>()];
    if (!here || of() === null) return found;
    for (const beside of page.beside) {
      const moment = elsewhere.momentOf(beside);
      const isForeign = moment && (moment.run !== here.run || moment.step !== here.step);
      if (isForeign) found.set(elsewhereKey(beside), moment);
    }
    return found;
  });
  const asked = $derived([...new Map([...moments.values()].map((moment) => [momentKey(moment), moment]))]);

  async function ask(moment: Moment, signal: AbortSignal): Promise<HeadAnswer | string> {
    return page.source.fetchHead(moment, name(), signal).catch((failure) => `no contributions: ${sentenceOf(failure)}`);
  }
  const answers = createResource(() => {
    if (!asked.length) return null;
    const fetch = async (signal: AbortSignal) =>
      new Map(await Promise.all(asked.map(async ([key, moment]) => [key, await ask(moment, signal)] as const)));
    return { key: JSON.stringify([name(), ...asked.map(([key]) => key)]), fetch };
  });
  /** By the key of a moment. */
  const weights = $derived(
    new Map(
      asked.flatMap(([key, { run }]): [string, Weights][] => {
        const [answer, shown] = [answers.value?.get(key), of()];
        if (answer === undefined || shown === null) return [];
        if (typeof answer === "string") return [[key, { weights: null, problem: answer }]];
        if (run === at()?.run) return [[key, weightsThere(answer, shown, null)]];
        const pairs = elsewhere.pairsOf(run);
        return pairs ? [[key, weightsThere(answer, shown, pairs)]] : [];
      }),
    ),
  );

  return {
    /** Whether a row has weights of its own. */
    has: (key: string): boolean => moments.has(key),
    /** null while they are asked, and for rows that have the page's. */
    of(key: string): Weights | null {
      const moment = moments.get(key);
      return (moment && weights.get(momentKey(moment))) ?? null;
    },
    get loading() {
      return answers.loading;
    },
    retry: answers.retry,
  };
}
