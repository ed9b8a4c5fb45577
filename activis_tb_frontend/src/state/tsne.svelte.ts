/** The t-SNE of a layer: asked for until it is there, begun by itself where it takes only a moment, given up when cancelled. */

import type { Anchor, MapAnswer, Moment, ProjectionAnswer } from "../data/source";
import type { Matched } from "./matched";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource, rested } from "./resource.svelte";

/** A t-SNE of more instances is begun only when it is asked for. */
const BEGINS_BY_ITSELF = 2500;
/** Who leafs through steps sees their principal components; rest begins a t-SNE. */
const REST = 1000;
const POLL = 500;

export type Tsne = ReturnType<typeof createTsne>;

export interface Projected {
  moment: Moment;
  /** The moment whose map it follows; null for none. */
  anchor: Anchor | null;
  answer: ProjectionAnswer;
  /** Where its instances are among the page's dots; null where they are the same ones in the same order. */
  matched: Matched | null;
  /** Names the address that it was asked for by; null for the page's moment. */
  address: string | null;
}

/** `projected` are the principal components that a t-SNE would replace. */
export function createTsne(page: Page, layer: () => string, projected: () => Projected | null) {
  const chosen = $derived(page.view.methods[layer()] ?? "");
  const problem = $derived(projected()?.answer.tsne.problem ?? null);
  const begins = $derived(chosen === "tsne" || (chosen !== "pca" && (projected()?.answer.n ?? 0) <= BEGINS_BY_ITSELF));
  const key = $derived.by(() => {
    const shown = projected();
    return shown && !problem && chosen !== "pca"
      ? `${momentKey(shown.moment)} ${layer()} ${JSON.stringify(shown.anchor)}`
      : null;
  });

  let latest = $state.raw<{ key: string; answer: MapAnswer } | null>(null);
  const answer = createResource(() => {
    const [of, at, anchor] = [key, projected()?.moment, projected()?.anchor ?? null];
    const [rest, begin, name] = [chosen ? 0 : REST, begins, layer()];
    const ask = async (start: boolean, signal: AbortSignal): Promise<boolean> => {
      const found = await page.source.fetchMap(at!, name, anchor, start, signal);
      if (!signal.aborted && of) latest = { key: of, answer: found };
      return !!found.parameters;
    };
    const fetch = async (signal: AbortSignal): Promise<true> => {
      if ((await ask(false, signal)) || !begin) return true;
      await rested(rest, signal);
      while (!(await ask(true, signal))) await rested(POLL, signal);
      return true;
    };
    return of && at ? { key: `${of} ${begin}`, fetch } : null;
  });

  const found = $derived(latest && latest.key === key ? latest.answer : null);

  async function cancel(): Promise<void> {
    const shown = projected();
    page.actions.chooseMethod(layer(), "pca");
    if (shown) await page.source.cancelMap(shown.moment, layer(), shown.anchor).catch(() => undefined); // it ends by itself when nobody asks
  }

  return {
    cancel,
    retry: answer.retry,
    /** The map as it is, the finished one or one on its way there. */
    get map() {
      return found?.xy ? found : null;
    },
    get isFinal() {
      return !!found?.parameters;
    },
    /** 0 to 1 while it is computed, else null. */
    get progress() {
      return begins && found && !found.parameters && !answer.error ? (found.progress ?? 0) : null;
    },
    get secondsLeft() {
      return found?.seconds_left ?? null;
    },
    get problem() {
      return problem ?? (key ? answer.error : null);
    },
    /** How long it may take, where it waits to be asked for; else null. */
    get offer() {
      const seconds = projected()?.answer.tsne.seconds ?? null;
      return problem || found?.parameters || (key && begins) ? null : seconds;
    },
  };
}
