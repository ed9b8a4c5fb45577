/** Something fetched that follows what is wanted: the newest request wins, older ones are aborted, the old value stays meanwhile. */

import { untrack } from "svelte";
import { sentenceOf } from "../data/http";

export interface Wanted<T> {
  /** Says what is wanted; the same key is never fetched twice in a row. */
  key: string;
  fetch: (signal: AbortSignal) => Promise<T>;
  /** Milliseconds of rest before the request goes out. */
  rest?: number;
}

export interface Resource<T> {
  /** The newest answer, perhaps of an earlier key. */
  readonly value: T | null;
  /** The key of `value`. */
  readonly key: string | null;
  readonly error: string | null;
  readonly loading: boolean;
  retry(): void;
}

const failed = new Set<() => void>();

/** Asks again for everything that could not be fetched. */
export function retryFailed(): void {
  for (const retry of [...failed]) retry();
}

/** Resolves after some milliseconds; never once the signal is aborted. */
export function rested(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (!milliseconds) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}

/** Must be called while a component or an effect root is set up. */
export function createResource<T>(wanted: () => Wanted<T> | null): Resource<T> {
  let answer = $state.raw<{ key: string; value: T } | null>(null);
  let error = $state<string | null>(null);
  let loading = $state(false);
  let attempt = $state(0);
  const key = $derived(wanted()?.key ?? null);

  async function load(request: Wanted<T>, signal: AbortSignal): Promise<void> {
    loading = true;
    try {
      if (request.rest) await rested(request.rest, signal);
      const value = await request.fetch(signal);
      if (signal.aborted) return;
      answer = { key: request.key, value };
      error = null;
    } catch (failure) {
      if (!signal.aborted) {
        error = sentenceOf(failure);
        failed.add(retry);
      }
    }
    if (!signal.aborted) loading = false;
  }

  const retry = (): void => void attempt++;

  // Before the component that asks is built: the answer is on its way meanwhile.
  $effect.pre(() => {
    void attempt;
    const request = key === null ? null : untrack(wanted);
    error = null;
    if (!request) {
      loading = false;
      return;
    }
    const controller = new AbortController();
    untrack(() => void load(request, controller.signal));
    return () => {
      failed.delete(retry);
      controller.abort();
    };
  });

  return {
    get value() {
      return answer?.value ?? null;
    },
    get key() {
      return answer?.key ?? null;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    retry,
  };
}
