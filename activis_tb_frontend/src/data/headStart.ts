/** A head start: the one question that every page begins with is asked while the page is still being mounted. */

import type { DataSource } from "./source";

/** `source`, asked for its runs at once; whoever asks for them first gets that answer, everybody after asks anew. */
export function withHeadStart(source: DataSource): DataSource {
  let early: ReturnType<DataSource["fetchRuns"]> | null = source.fetchRuns();
  early.catch(() => undefined); // whoever asks first hears of it
  return {
    ...source,
    fetchRuns(signal) {
      const first = early;
      early = null;
      return first ?? source.fetchRuns(signal);
    },
  };
}
