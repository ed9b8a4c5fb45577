/** One layer's rows of other steps, data sets and runs, as they are fetched; those of other runs by their neurons' partners. */

import { sentenceOf } from "../data/http";
import type { CorrespondenceAnswer, Moment, RowAddress } from "../data/source";
import { statisticsSeenBy } from "./correspondence";
import { elsewhereKey, momentElsewhere, type Elsewhere } from "./elsewhere";
import type { Made } from "./made";
import { statisticsOf, type Statistics } from "./layerRows.svelte";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { referenceOf } from "./view";

export type LayerElsewhere = ReturnType<typeof createLayerElsewhere>;

/** What is asked of one run, in one request. */
interface Asked {
  run: string;
  keys: string[];
  rows: RowAddress[];
  /** Identifies the recordings of all rows. */
  recordings: string[];
}

/** How the neurons of another run correspond to those of this one; `problem` says why they do not. */
export interface Paired {
  run: string;
  pairs: CorrespondenceAnswer | null;
  problem: string | null;
}

/** What the rows of a matrix are asked for by; null for keys that are none. */
function addressOf(row: string, made: Made[]): RowAddress | null {
  const reference = referenceOf(row);
  if (reference?.kind === "instance") return { instance: reference.id };
  if (reference?.kind !== "subset") return null;
  const own = made.find(({ name }) => name === reference.name);
  return own ? { selection: own.selection } : { subset: reference.name };
}

function without(problem: string): Statistics {
  return { n: 0, exact: false, problem, value: new Float32Array(), spread: null };
}

export function createLayerElsewhere(page: Page, name: () => string, at: () => Moment | null) {
  const listed = $derived(page.listing.value?.runs ?? []);
  const momentOf = (beside: Elsewhere): Moment | null => momentElsewhere(listed, at(), beside);

  /** What is asked of each run. */
  const asked = $derived.by(() => {
    const found = new Map<string, Asked>();
    for (const beside of page.beside) {
      const moment = momentOf(beside);
      const address = addressOf(beside.row, page.view.made);
      if (!moment || !address) continue;
      const { run, instance_set, step, recording } = moment;
      const one = found.get(run) ?? { run, keys: [], rows: [], recordings: [] };
      one.keys.push(elsewhereKey(beside));
      one.rows.push({ ...address, instance_set, step });
      if (!one.recordings.includes(recording)) one.recordings.push(recording);
      found.set(run, one);
    }
    return [...found.values()];
  });
  const mode = $derived(page.view.pairings[name()] ?? null);

  async function pair(here: Moment, run: string, signal: AbortSignal): Promise<Paired> {
    const there = momentElsewhere(listed, here, { run, set: null, step: null });
    if (!there) return { run, pairs: null, problem: `it has no data set "${here.instance_set}" to tell neurons by` };
    try {
      const pairs = await page.source.fetchCorrespondence(here, name(), there, mode, signal);
      return { run, pairs: pairs.problem === null ? pairs : null, problem: pairs.problem };
    } catch (failure) {
      return { run, pairs: null, problem: sentenceOf(failure) };
    }
  }

  async function fetchOne(here: Moment, { run, keys, rows, recordings }: Asked, signal: AbortSignal) {
    const pairing = run === here.run ? null : pair(here, run, signal);
    const { instance_set, step } = rows[0];
    const moment = { ...here, run, ...{ instance_set, step }, recording: recordings.join(" ") } as Moment;
    const found = await page.source.fetchMatrix(moment, name(), rows, signal).then(
      (answer) => rows.map((_, row) => statisticsOf(answer, row)),
      (failure) => rows.map(() => without(sentenceOf(failure))),
    );
    const paired = await pairing;
    const seen = (row: Statistics): Statistics => {
      if (!paired || row.problem) return row;
      return paired.pairs ? statisticsSeenBy(paired.pairs, row) : without(paired.problem ?? "");
    };
    return { rows: keys.map((key, row): [string, Statistics] => [key, seen(found[row])]), paired };
  }

  const answers = createResource(() => {
    const here = at();
    if (!here || !asked.length) return null;
    return {
      key: JSON.stringify([momentKey(here), name(), mode, asked]),
      fetch: (signal) => Promise.all(asked.map((one) => fetchOne(here, one, signal))),
    };
  });
  const rows = $derived(new Map(asked.length ? answers.value?.flatMap((answer) => answer.rows) : []));
  const paired = $derived(
    (asked.length ? (answers.value ?? []) : []).map((answer) => answer.paired).filter((one) => one !== null),
  );

  return {
    of: (key: string): Statistics | null => rows.get(key) ?? null,
    momentOf,
    /** How each other run that has rows here corresponds. */
    get paired() {
      return paired;
    },
    /** The partners in another run; null for the page's own and where there are none. */
    pairsOf: (run: string): CorrespondenceAnswer | null => paired.find((one) => one.run === run)?.pairs ?? null,
    get loading() {
      return answers.loading;
    },
    retry: answers.retry,
  };
}
