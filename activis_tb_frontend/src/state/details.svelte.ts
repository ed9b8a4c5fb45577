/** Ids, texts and scores of single instances, asked for in small batches when something rests under the pointer. */

import { untrack } from "svelte";
import type { DataSource, InstanceDetail, Moment } from "../data/source";
import { momentKey, setKey } from "./moment";
import { createResource } from "./resource.svelte";

const REST = 80;

export interface Details {
  /** What is known of a table row; scores may be of another step until the right ones arrive. */
  of(row: number): InstanceDetail | null;
  /** Table row of an id; -1 while unknown. */
  rowOf(id: string): number;
  /** What is known of a table row, asked for when it is not. */
  ask(row: number): Promise<InstanceDetail | null>;
}

interface Needs {
  moment: () => Moment | null;
  hovered: () => number;
  /** Rows worth asking for together with one. */
  around: (row: number) => number[];
  pins: () => string[];
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
      nextRows.set(`${of} ${detail.row}`, { moment: momentKey(moment), detail });
      nextIds.set(`${of} ${detail.id}`, detail.row);
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

  createResource(() => {
    const moment = needs.moment();
    const row = needs.hovered();
    if (!moment || row < 0 || untrack(() => isCurrent(row, moment))) return null;
    const key = `${momentKey(moment)} ${row}`;
    return { key, rest: REST, fetch: (signal) => load(moment, { rows: needs.around(row) }, signal) };
  });

  createResource(() => {
    const moment = needs.moment();
    const ids = needs.pins();
    if (!moment || untrack(() => ids.every((id) => isCurrent(rows.get(idKey(id)) ?? -1, moment)))) return null;
    return {
      key: momentKey(moment) + JSON.stringify(ids),
      fetch: (signal) => load(moment, { ids: ids.slice(0, 200) }, signal),
    };
  });

  return {
    of: (row) => byRow.get(rowKey(row))?.detail ?? null,
    rowOf: (id) => rows.get(idKey(id)) ?? -1,
    async ask(row) {
      const moment = needs.moment();
      const known = byRow.get(rowKey(row))?.detail;
      if (known || !moment) return known ?? null;
      await load(moment, { rows: [row] }, new AbortController().signal);
      return byRow.get(rowKey(row))?.detail ?? null;
    },
  };
}
