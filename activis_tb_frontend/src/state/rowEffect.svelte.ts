/** The effect of the row that is read off, against all instances that it does not have. */

import type { EffectAnswer, Moment } from "../data/source";
import { hasRest, sideOf } from "./comparison";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { referenceOf } from "./view";

/** Rest on a row before its effect is asked for. */
const REST_MS = 80;

export function createRowEffect(page: Page, name: () => string, at: () => Moment | null) {
  /** The row of the cell under the pointer, else the selected one where a neuron is marked. */
  const read = $derived.by(() => {
    const { cell } = page.hover;
    if (cell?.layer === name()) return cell.key;
    return page.view.neurons[name()] === undefined ? null : page.view.row;
  });
  const wanted = $derived.by(() => {
    const moment = at();
    const isGroup = read !== null && referenceOf(read)?.kind !== "instance" && hasRest(page, read);
    const side = isGroup ? sideOf(page, read) : null;
    if (!moment || !side) return null;
    const fetch = (signal: AbortSignal) => page.source.fetchEffect(moment, name(), side.selection, null, signal);
    return {
      key: `${momentKey(moment)} ${name()} ${side.key} ${JSON.stringify(side.selection)}`,
      fetch,
      rest: REST_MS,
    };
  });
  const answer = createResource(() => wanted);
  const effect = $derived(wanted && answer.key === wanted.key ? answer.value : null);

  return {
    /** Of the row that is read off; null for other rows and while it is asked. */
    of: (key: string): EffectAnswer | null => (key === read ? effect : null),
  };
}
