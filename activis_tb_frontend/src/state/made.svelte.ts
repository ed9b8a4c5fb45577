/** Subsets made on the page, with who is in them, and the condition that is being typed. */

import type { ConditionAnswer, DataSource, Moment, Selection, SubsetSummary } from "../data/source";
import type { Made } from "./made";
import { momentKey } from "./moment";
import { createResource } from "./resource.svelte";
import type { View } from "./view";

/** Letters that follow each other faster are asked about together, after a rest of so many milliseconds. */
const TYPING = 60;

export type MadeSubsets = ReturnType<typeof createMade>;

/** One byte for each of `n` table rows from one bit, most significant first. */
export function unpackBits(bits: Uint8Array, n: number): Uint8Array {
  const mask = new Uint8Array(n);
  for (let row = 0; row < n; row++) mask[row] = (bits[row >> 3] >> (7 - (row & 7))) & 1;
  return mask;
}

/** `answer` is undefined while it is not known who is in it. */
export function summaryOf(made: Made, answer: ConditionAnswer | undefined): SubsetSummary {
  const known = answer && !answer.error ? answer : null;
  return {
    name: made.name,
    kind: "made",
    class: null,
    where: "where" in made.selection ? made.selection.where : null,
    n: known?.n ?? 0,
    n_sampled: known?.n_sampled ?? 0,
    accuracy: known?.accuracy ?? null,
    mean_loss: known?.mean_loss ?? null,
    residual: known?.residual ?? null,
  };
}

export function createMade(source: DataSource, at: () => Moment | null, view: () => View, n: () => number) {
  let draft = $state("");
  let begun = $state("");
  let [typed, rest] = [-TYPING, 0];
  const asked = $derived(view().made.map((made) => made.selection));
  const answers = createResource(() => {
    const moment = at();
    const selections = asked;
    if (!moment || !selections.length) return null;
    const fetch = async (signal: AbortSignal): Promise<Map<string, ConditionAnswer>> => {
      const found = selections.map((selection) => source.fetchCondition(moment, selection, signal));
      return new Map((await Promise.all(found)).map((answer, index) => [JSON.stringify(selections[index]), answer]));
    };
    return { key: `${momentKey(moment)} ${JSON.stringify(selections)}`, fetch };
  });
  const drafted = createResource(() => {
    const moment = at();
    const selection: Selection = { where: draft.trim() };
    if (!moment || !selection.where) return null;
    return {
      key: `${momentKey(moment)} ${selection.where}`,
      fetch(signal) {
        begun = selection.where;
        return source.fetchCondition(moment, selection, signal);
      },
      rest,
    };
  });

  const answerOf = (made: Made): ConditionAnswer | undefined => answers.value?.get(JSON.stringify(made.selection));
  const masks = $derived.by(() => {
    const found = new Map<string, Uint8Array>();
    for (const made of view().made) {
      const answer = answerOf(made);
      if (answer && !answer.error) found.set(made.name, unpackBits(answer.rows, n()));
    }
    return found;
  });
  const shown = $derived(
    view()
      .made.filter((made) => !made.hidden)
      .map((made) => summaryOf(made, answerOf(made))),
  );
  const draftAnswer = $derived(draft.trim() && drafted.key?.endsWith(` ${draft.trim()}`) ? drafted.value : null);

  return {
    /** Summaries of those that are not hidden, in the order of the link. */
    get shown() {
      return shown;
    },
    /** Mask over table rows of a made subset; undefined while it is unknown. */
    maskOf: (name: string): Uint8Array | undefined => masks.get(name),
    answerOf: (name: string): ConditionAnswer | undefined => {
      const made = view().made.find((subset) => subset.name === name);
      return made && answerOf(made);
    },
    /** Whether a made subset counts sampled instances only. */
    isSampled: (name: string): boolean => {
      const made = view().made.find((subset) => subset.name === name);
      const answer = made && answerOf(made);
      return !!answer && !answer.error && !answer.of_all;
    },
    get draft() {
      return draft;
    },
    set draft(text: string) {
      const now = performance.now();
      rest = now - typed < TYPING ? TYPING : 0;
      typed = now;
      draft = text;
    },
    /** What is known of the condition in the field; null while it is asked. */
    get draftAnswer() {
      return draftAnswer;
    },
    /** The condition in the field as soon as it is asked about; empty while letters follow each other. */
    get drafted(): string {
      return begun === draft.trim() ? begun : "";
    },
    /** Why the server did not answer. */
    get draftError() {
      return drafted.error;
    },
    get draftMask() {
      return draftAnswer && !draftAnswer.error ? unpackBits(draftAnswer.rows, n()) : null;
    },
  };
}
