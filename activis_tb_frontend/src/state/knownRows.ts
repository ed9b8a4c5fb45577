/** The rows of one layer that are known, so that one more row is one more question and not all of them anew. */

import type { Moment, RowAddress } from "../data/source";
import { momentKey } from "./moment";

type Ask<T> = (moment: Moment, rows: RowAddress[], signal?: AbortSignal) => Promise<T[]>;

/** `ask` answers with as many rows as it is asked for, in their order. Only rows of the newest moment are kept. */
export function createKnownRows<T>(ask: Ask<T>) {
  let of = "";
  let known = new Map<string, T>();
  /** Asked for before they are wanted, and therefore by nobody who could lose interest in them. */
  let early = new Map<string, Promise<T>>();

  function at(moment: Moment) {
    if (momentKey(moment) !== of) {
      of = momentKey(moment);
      [known, early] = [new Map(), new Map()];
    }
    return { known, early };
  }

  return {
    /** Rows in the order of their addresses; only what is not known is asked for. */
    async fetch(moment: Moment, addresses: RowAddress[], signal: AbortSignal): Promise<T[]> {
      const { known, early } = at(moment);
      const keys = addresses.map((address) => JSON.stringify(address));
      const missing = addresses.filter((_, i) => !known.has(keys[i]) && !early.has(keys[i]));
      const found = missing.length ? await ask(moment, missing, signal) : [];
      missing.forEach((address, i) => known.set(JSON.stringify(address), found[i]));
      return Promise.all(keys.map((key) => known.get(key) ?? early.get(key)!));
    },
    /** Begins to ask for a row that will probably be wanted. */
    expect(moment: Moment, address: RowAddress): void {
      const { known, early } = at(moment);
      const key = JSON.stringify(address);
      if (known.has(key) || early.has(key)) return;
      const row = ask(moment, [address]).then(([found]) => found);
      early.set(key, row);
      void row
        .then(
          (found) => known.set(key, found),
          () => undefined, // whoever wants it asks again and hears of it
        )
        .then(() => early.delete(key));
    },
  };
}
