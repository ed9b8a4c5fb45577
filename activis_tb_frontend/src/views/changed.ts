/** What both sides of a comparison of two moments are called. */

import type { Moment } from "../data/source";
import type { Page } from "../state/page.svelte";
import { runWords } from "./runs";

/** "step 4" and "step 0" of one run; "B wide" and "A narrow" of two, with the step of one that does not have the shown one. */
export function changedPlaces(page: Page, there: Moment | null): { here: string; there: string } {
  const here = page.known;
  if (!here || !there) return { here: "", there: "" };
  if (here.run === there.run) return { here: `step ${here.step}`, there: `step ${there.step}` };
  const step = here.step === there.step ? "" : `, step ${there.step}`;
  return { here: runWords(page, here.run), there: runWords(page, there.run) + step };
}
