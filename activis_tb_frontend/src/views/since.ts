/** The other steps and runs that something of the page can be held against, as the choices of a menu. */

import { runColor } from "../draw/color";
import { readableRuns } from "../state/moment";
import type { Page } from "../state/page.svelte";
import { otherKey } from "../state/since";
import type { Choice } from "../widgets/popup";
import { runWords } from "./runs";

/** The other steps of the shown run. */
export function stepChoices(page: Page): Choice[] {
  const others = (page.set?.steps ?? []).filter((step) => step !== page.known?.step);
  return others.map((step) => ({ value: otherKey({ run: null, step }), label: `step ${step}` }));
}

/** The other runs that have the shown data set. */
export function runChoices(page: Page): Choice[] {
  const here = page.known;
  const others = readableRuns(page.listing.value?.runs ?? []).filter(
    ({ run, instance_sets: sets }) =>
      run !== here?.run && sets.some(({ name, steps }) => name === here?.instance_set && steps.length),
  );
  return others.map(({ run }) => ({
    value: otherKey({ run, step: null }),
    label: runWords(page, run),
    color: runColor(run, page.tensorBoardRuns),
  }));
}
