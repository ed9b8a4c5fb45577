/** Which entries of the browser's history are ours, in a row, so that undo never leaves the page's own history. */

export interface Entries {
  /** Whether the entry before, or after, the present one is ours. */
  readonly before: boolean;
  readonly after: boolean;
  /** The place that the next entry will have. */
  readonly next: number;
  pushed(hash: string): void;
  replaced(hash: string): void;
  /** The address is now `hash`: another entry was gone to, the one at `place` if that is known, or somebody else's. */
  reached(hash: string, place?: number): void;
}

/** Entries are told apart by their hash, and by their place where views repeat and TensorBoard left that where it was. */
export function createEntries(first: string): Entries {
  let hashes = [first];
  let at = 0;

  return {
    get before() {
      return at > 0;
    },
    get after() {
      return at < hashes.length - 1;
    },
    get next() {
      return at + 1;
    },
    pushed(hash) {
      hashes = [...hashes.slice(0, at + 1), hash];
      at++;
    },
    replaced(hash) {
      hashes[at] = hash;
    },
    reached(hash, place = -1) {
      if (hash === hashes[place]) at = place;
      else if (hash === hashes[at]) return;
      else if (hash === hashes[at - 1]) at--;
      else if (hash === hashes[at + 1]) at++;
      else if (hashes.includes(hash)) at = hashes.lastIndexOf(hash);
      else [hashes, at] = [[hash], 0];
    },
  };
}
