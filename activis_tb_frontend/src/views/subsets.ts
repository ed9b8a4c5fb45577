/** Looking for a class among very many. */

import type { SubsetSummary } from "../data/source";

/** More than these nobody reads through. */
export const MOST_FOUND = 40;

/** Classes whose name has `sought` in it, those that begin with it first. */
export function foundClasses(classes: SubsetSummary[], sought: string): SubsetSummary[] {
  const wanted = sought.trim().toLowerCase();
  const places = classes.map((subset) => ({ subset, place: subset.name.toLowerCase().indexOf(wanted) }));
  const found = places.filter(({ place }) => place >= 0);
  return [...found.filter(({ place }) => place === 0), ...found.filter(({ place }) => place > 0)].map(
    ({ subset }) => subset,
  );
}
