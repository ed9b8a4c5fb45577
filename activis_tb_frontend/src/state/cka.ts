/** Which layers are held against each other, and what is to be read from how similar they are. */

import type { CkaAnswer, DataSource, Moment, RunListing } from "../data/source";
import { nearestStep } from "./moment";
import { rested } from "./resource.svelte";

/** What the panel of similar layers shows. */
export interface ComparedLayers {
  /** Run whose layers are held against those of the shown one; null for the shown one itself. */
  run: string | null;
  /** Step of that run; null for the shown one. */
  step: number | null;
  /** The cell that was clicked: a layer of the shown run, one of the other. */
  pair: [string, string] | null;
}

const POLL = 500;

/** What a link's JSON describes; null where the panel is closed. */
export function comparedLayersOf(json: unknown): ComparedLayers | null {
  if (typeof json !== "object" || json === null) return null;
  const { run, step, pair } = json as Record<string, unknown>;
  const isPair = Array.isArray(pair) && pair.length === 2 && pair.every((name) => typeof name === "string");
  return {
    run: typeof run === "string" ? run : null,
    step: Number.isSafeInteger(step) ? (step as number) : null,
    pair: isPair ? (pair as [string, string]) : null,
  };
}

/** The moment of a run beside one: the same data set, at `step` or the one that comes next to it; null where there is none. */
export function momentBeside(run: RunListing | undefined, here: Moment, step: number | null = null): Moment | null {
  const set = run?.instance_sets.find(({ name, steps }) => name === here.instance_set && steps.length);
  if (!run || !set) return null;
  return {
    run: run.run,
    instance_set: set.name,
    step: nearestStep(set.steps, step ?? here.step),
    recording: set.recording,
  };
}

/** Asks until the answer is there; `heard` is told how far it is. */
export async function askedUntilFound(
  source: DataSource,
  [ours, theirs]: readonly [Moment, Moment],
  signal: AbortSignal,
  heard: (progress: number) => void = () => undefined,
): Promise<CkaAnswer> {
  for (;;) {
    const answer = await source.fetchCka(ours, theirs, signal);
    if ("cka" in answer) return answer;
    if (!signal.aborted) heard(answer.progress);
    await rested(POLL, signal);
  }
}

/** The layer of the second moment that is most similar to one of the first, ties as they come; null where none is. */
export function mostSimilar(answer: CkaAnswer, layer: string): { layer: string; cka: number } | null {
  const row = answer.layers.indexOf(layer);
  const found = answer.other_layers
    .map((name, column) => ({ layer: name, cka: answer.cka[row * answer.other_layers.length + column] }))
    .filter(({ cka }) => Number.isFinite(cka));
  return found.length ? found.reduce((best, one) => (one.cka > best.cka ? one : best)) : null;
}
