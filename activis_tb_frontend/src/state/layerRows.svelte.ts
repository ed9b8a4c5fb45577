/** The rows of one layer as they are fetched: statistics of subsets, and single instances where the layer is too large to have whole. */

import { untrack } from "svelte";
import { sentenceOf } from "../data/http";
import type { MatrixAnswer, Moment, RowAddress, SubsetSummary, ValuesAnswer } from "../data/source";
import { comparisonOf, extraSides } from "./comparison";
import { createKnownRows } from "./knownRows";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { instanceKey, restKey, subsetKey } from "./view";

/** `/matrix` answers at most so many rows at once. */
const PER_REQUEST = 512;
const REST = 80;

export type LayerRows = ReturnType<typeof createLayerRows>;

/** A row's key, and what the server is asked for. */
interface Asked {
  key: string;
  address: RowAddress;
}

export interface Spread {
  sd: Float32Array;
  min: Float32Array;
  max: Float32Array;
  active: Float32Array;
}

export interface Statistics {
  n: number;
  exact: boolean;
  problem: string | null;
  value: Float32Array;
  /** Of a subset; null for an instance. */
  spread: Spread | null;
}

export function statisticsOf(answer: ValuesAnswer | MatrixAnswer, row: number): Statistics {
  const [start, end] = [row * answer.n_neurons, (row + 1) * answer.n_neurons];
  const cut = (values: Float32Array): Float32Array => values.subarray(start, end);
  const { n, exact, problem, instance } = answer.rows[row];
  const spread =
    "sd" in answer && instance === undefined
      ? { sd: cut(answer.sd), min: cut(answer.min), max: cut(answer.max), active: cut(answer.active) }
      : null;
  return { n, exact, problem: problem === null ? null : sentenceOf(problem), value: cut(answer.value), spread };
}

/** Asks for any number of rows, in parts that can be had at once. */
async function inParts<T>(rows: RowAddress[], ask: (part: RowAddress[]) => Promise<T>): Promise<T[]> {
  const parts = Array.from({ length: Math.ceil(rows.length / PER_REQUEST) }, (_, part) =>
    rows.slice(part * PER_REQUEST, (part + 1) * PER_REQUEST),
  );
  return Promise.all(parts.map(ask));
}

/** `at` is null while the layer is not there; `instances` says which single instances are wanted, by id, if any. */
export function createLayerRows(
  page: Page,
  name: () => string,
  at: () => Moment | null,
  instances: () => { pins: string[]; hovered: string | undefined },
) {
  const keyOf = (moment: Moment, what: string): string => `${momentKey(moment)} ${what} ${name()}`;

  async function ask(moment: Moment, rows: RowAddress[], signal?: AbortSignal): Promise<Statistics[]> {
    const answers = await inParts(rows, (part) => page.source.fetchMatrix(moment, name(), part, signal));
    return answers.flatMap((answer) => answer.rows.map((_, row) => statisticsOf(answer, row)));
  }
  const [rowsHere, rowsAtLast] = [createKnownRows(ask), createKnownRows(ask)];

  function statisticsAt(moment: Moment, asked: Asked[], known = rowsHere) {
    const rows = asked.map(({ address }) => address);
    const fetch = async (signal: AbortSignal): Promise<Map<string, Statistics>> => {
      const found = await known.fetch(moment, rows, signal);
      return new Map(found.map((statistics, index) => [asked[index].key, statistics]));
    };
    return { key: keyOf(moment, JSON.stringify(asked)), fetch };
  }
  function askedOf({ name: subset, kind }: SubsetSummary): Asked {
    const made = kind === "made" && page.view.made.find((made) => made.name === subset);
    return { key: subsetKey(subset), address: made ? { selection: made.selection } : { subset } };
  }
  function valuesAt(moment: Moment, ids: string[], rest = 0) {
    const rows = ids.map((instance) => ({ instance }));
    const ask = (signal: AbortSignal) => inParts(rows, (part) => page.source.fetchValues(moment, name(), part, signal));
    return { key: keyOf(moment, JSON.stringify(ids)), fetch: ask, rest };
  }

  const subsets = createResource(() => {
    const moment = at();
    return moment && page.subsets.length ? statisticsAt(moment, page.subsets.map(askedOf)) : null;
  });
  // What is typed will be a row with the next key that is pressed; one that cannot be used is refused in no time.
  $effect(() => {
    const [moment, where] = [at(), page.made.drafted];
    if (moment && where) untrack(() => rowsHere.expect(moment, { selection: { where } }));
  });
  /** What is selected without having a row otherwise, and the rest where that does not follow from "all". */
  const extras = createResource(() => {
    const moment = at();
    const asked = extraSides(page).map(({ key, selection }): Asked => ({ key, address: { selection } }));
    const compared = comparisonOf(page);
    if (compared && !compared.other)
      asked.push({ key: restKey(compared.one.key), address: { selection: { not: compared.one.selection } } });
    return moment && asked.length ? statisticsAt(moment, asked) : null;
  });
  /** "All" at the last step, where another one is shown: what the color domains rest on. */
  const last = createResource(() => {
    const [moment, step] = [at(), page.set?.steps.at(-1)];
    const all = page.subsets[0]?.kind === "all" && page.subsets[0];
    return moment && all && step !== undefined && step !== moment.step
      ? statisticsAt({ ...moment, step }, [askedOf(all)], rowsAtLast)
      : null;
  });
  const pinned = createResource(() => {
    const [moment, { pins }] = [at(), instances()];
    return moment && pins.length ? valuesAt(moment, pins) : null;
  });
  const hovered = createResource(() => {
    const [moment, { hovered: id }] = [at(), instances()];
    return moment && id !== undefined ? valuesAt(moment, [id], REST) : null;
  });

  /** By row key. */
  const statistics = $derived.by(() => {
    const found = new Map([...(extras.value ?? []), ...(subsets.value ?? [])]);
    for (const answer of [hovered.value, pinned.value].flatMap((answers) => answers ?? []))
      answer.rows.forEach((row, index) => found.set(instanceKey(row.instance ?? ""), statisticsOf(answer, index)));
    return found;
  });
  const all = $derived.by(() => {
    const subset = page.subsets[0];
    return subset?.kind === "all" ? (statistics.get(subsetKey(subset.name)) ?? null) : null;
  });
  const atLast = $derived.by(() => {
    return last.value?.values().next().value ?? all;
  });

  return {
    subsets,
    extras,
    of: (key: string): Statistics | null => statistics.get(key) ?? null,
    /** Statistics of all instances at this step. */
    get all() {
      return all;
    },
    /** The same at the run's last step. */
    get atLast() {
      return atLast;
    },
    retry() {
      for (const resource of [subsets, extras, pinned, last]) resource.retry();
    },
  };
}
