/** Answers that were fetched, least recently used out first when their bytes exceed a budget. */

export interface Cache {
  get(key: string): unknown;
  /** Keeps `value`; one larger than the whole budget is not kept. */
  set(key: string, value: unknown, bytes: number): void;
}

export function createCache(budget: number): Cache {
  const entries = new Map<string, { value: unknown; bytes: number }>();
  let total = 0;

  function remove(key: string): void {
    total -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, bytes) {
      remove(key);
      if (bytes > budget) return;
      entries.set(key, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= budget) break;
        remove(oldest);
      }
    },
  };
}
