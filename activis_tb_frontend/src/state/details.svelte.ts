/** Ids, texts and scores of single instances, asked for in small batches when something rests under the pointer. */

import { untrack } from "svelte";
import type { DataSource, InstanceDetail, Moment } from "../data/source";
import { momentKey, setKey } from "./moment";
import { createResource } from "./resource.svelte";

const REST = 80;
/** `/instance` answers at most so many at once. */
const AT_ONCE = 200;
/** So many are known at a time, however far a list is scrolled. */
const MOST_KNOWN = 5000;

export interface Details {
  /** What is known of a table row; scores may be of another step until the right ones arrive. */
  of(row: number): InstanceDetail | null;
  /** Table row of an id; -1 while unknown. */
  rowOf(id: string): number;
  /** What is known of a table row, asked for when it is not. */
  ask(row: number): Promise<InstanceDetail | null>;
  /** Ids of at most 200 table rows. */
  idsOf(rows: number[]): Promise<string[]>;
}

interface Needs {
  moment: () => Moment | null;
  hovered: () => number;
  /** Rows worth asking for together with one. */
  around: (row: number) => number[];
  /** Rows that the list of instances shows, and those that a neuron's card does. */
  listed: () => number[];
  shown: () => number[];
  /** Ids that the page needs to know the rows of. */
  named: () => string[];
}

export function createDetails(source: DataSource, needs: Needs): Details {
  let byRow = $state.raw(new Map<string, { moment: string; detail: InstanceDetail }>());
  let rows = $state.raw(new Map<string, number>());
  const set = $derived.by(() => {
    const moment = needs.moment();
    return moment && setKey(moment);
  });

  const rowKey = (row: number): string => `${set} ${row}`;
  const idKey = (id: string): string => `${set} ${id}`;
  const isCurrent = (row: number, moment: Moment): boolean => byRow.get(rowKey(row))?.moment === momentKey(moment);

  function keep(moment: Moment, details: InstanceDetail[]): void {
    const of = setKey(moment);
    const nextRows = new Map(byRow);
    const nextIds = new Map(rows);
    for (const detail of details) {
      nextIds.delete(`${of} ${detail.id}`); // what was asked for last is forgotten last
      nextRows.set(`${of} ${detail.row}`, { moment: momentKey(moment), detail });
      nextIds.set(`${of} ${detail.id}`, detail.row);
    }
    const named = new Set(needs.named().map(idKey));
    for (const [id, row] of nextIds) {
      if (nextIds.size <= MOST_KNOWN) break;
      if (named.has(id)) continue;
      nextIds.delete(id);
      nextRows.delete(rowKey(row));
    }
    byRow = nextRows;
    rows = nextIds;
  }

  async function load(
    moment: Moment,
    wanted: { rows: number[] } | { ids: string[] },
    signal: AbortSignal,
  ): Promise<true> {
    keep(moment, await source.fetchInstance(moment, wanted, signal));
    return true;
  }

  async function loadAll(moment: Moment, ids: string[], signal: AbortSignal): Promise<true> {
    const parts = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, part) =>
      ids.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
    );
    const found = await Promise.all(parts.map((part) => source.fetchInstance(moment, { ids: part }, signal)));
    keep(moment, found.flat());
    return true;
  }

  createResource(() => {
    const moment = needs.moment();
    const row = needs.hovered();
    if (!moment || row < 0 || untrack(() => isCurrent(row, moment))) return null;
    const key = `${momentKey(moment)} ${row}`;
    return { key, rest: REST, fetch: (signal) => load(moment, { rows: needs.around(row) }, signal) };
  });

  for (const needed of [needs.listed, needs.shown])
    createResource(() => {
      const moment = needs.moment();
      const listed = needed();
      if (!moment) return null;
      const unknown = untrack(() => listed.filter((row) => !isCurrent(row, moment)));
      const key = `${momentKey(moment)} ${unknown.join()}`;
      return unknown.length ? { key, rest: REST, fetch: (signal) => load(moment, { rows: unknown }, signal) } : null;
    });

  createResource(() => {
    const moment = needs.moment();
    const ids = needs.named();
    if (!moment || untrack(() => ids.every((id) => isCurrent(rows.get(idKey(id)) ?? -1, moment)))) return null;
    return {
      key: momentKey(moment) + JSON.stringify(ids),
      fetch: (signal) => loadAll(moment, ids, signal),
    };
  });

  return {
    of: (row) => byRow.get(rowKey(row))?.detail ?? null,
    rowOf: (id) => rows.get(idKey(id)) ?? -1,
    async idsOf(rows) {
      const moment = needs.moment();
      if (!moment) return [];
      const found = await source.fetchInstance(moment, { rows });
      keep(moment, found);
      return found.map((detail) => detail.id);
    },
    async ask(row) {
      const moment = needs.moment();
      const known = byRow.get(rowKey(row))?.detail;
      if (known || !moment) return known ?? null;
      await load(moment, { rows: [row] }, new AbortController().signal);
      return byRow.get(rowKey(row))?.detail ?? null;
    },
  };
}
