/** The true neighbors of instances in a layer, asked for when the pointer rests on a dot or they are to be listed, and then known in every view. */

import type { Moment, Neighbor } from "../data/source";
import type { Matched } from "./matched";
import { momentKey, setKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";

const REST = 80;
const MOST_KNOWN = 500;

/** The same instances at the moment and on the page: table rows there are brought to the page's; -1 for those it does not have. */
function broughtHere(page: Page, found: Neighbor[], matched: Matched | null): Neighbor[] {
  if (!matched) return found;
  const sample = page.population.instances?.sample ?? new Int32Array();
  return found.map((neighbor) => ({ ...neighbor, row: sample[matched.rows.indexOf(neighbor.row)] ?? -1 }));
}

/** `pointed` is the table row of the dot under the pointer, `listed` that of the instance whose neighbors are listed; -1 for none. */
export function createNeighbors(
  page: Page,
  layer: () => string,
  at: () => Moment | null,
  pointed: () => number,
  listed: () => number,
  matched: () => Matched | null,
) {
  let known = $state.raw(new Map<string, Neighbor[]>());
  const keyOf = (moment: Moment, row: number): string =>
    `${momentKey(moment)} ${layer()} ${row} ${matched() && page.known && setKey(page.known)}`;

  function wanted(row: number, rest: number) {
    const [moment, name] = [at(), layer()];
    const dot = page.population.dots[row] ?? -1;
    const others = matched();
    const there = others ? (others.rows[dot] ?? -1) : row;
    if (!moment || row < 0 || dot < 0 || there < 0) return null;
    const key = keyOf(moment, row);
    return {
      key,
      rest: known.has(key) ? 0 : rest,
      async fetch(signal: AbortSignal) {
        const ask = () => page.source.fetchNeighbors(moment, name, there, signal);
        const found = known.get(key) ?? broughtHere(page, await ask(), others);
        known = new Map([...[...known].slice(-MOST_KNOWN), [key, found]]);
        return true;
      },
    };
  }
  createResource(() => wanted(pointed(), REST));
  const listing = createResource(() => wanted(listed(), 0));

  return {
    /** How the question for the listed ones fares. */
    listing,
    /** Nearest first; null while they are unknown. */
    of(row: number): Neighbor[] | null {
      const moment = at();
      return moment && row >= 0 ? (known.get(keyOf(moment, row)) ?? null) : null;
    },
  };
}
