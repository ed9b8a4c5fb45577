/** Ids of instances, for the numbers of a figure. */

import type { Page } from "../../state/page.svelte";

/** `/instance` answers at most so many at once. */
const AT_ONCE = 200;

/** By table row. */
export async function idsOf(page: Page, rows: ArrayLike<number>): Promise<Map<number, string>> {
  const ids = new Map<number, string>();
  const [{ moment }, all] = [page, Array.from(rows)];
  for (let start = 0; moment && start < all.length; start += AT_ONCE)
    for (const { row, id } of await page.source.fetchInstance(moment, { rows: all.slice(start, start + AT_ONCE) }))
      ids.set(row, id);
  return ids;
}
