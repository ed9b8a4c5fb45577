/** A column split into subsets: one for each of its values, or for each of a few bins of its numbers; pure. */

import type { GroupsAnswer } from "../data/source";
import { wholeCount } from "../draw/numbers";
import type { Wish } from "./made";

/** Numbers of bins that are offered, the usual one first. */
export const BINS = [4, 2, 3, 5, 8, 10] as const;

/** The subsets that a column falls into; a sentence where its values are too many. */
export function splitOf({ column, n_values, groups }: Omit<GroupsAnswer, "group">): Wish[] | string {
  if (groups.some(({ kind }) => kind === "others"))
    return `${column} has ${wholeCount(n_values)} values; up to 24 can be subsets at once.`;
  return groups.flatMap(({ title, kind, where }) => {
    if (where === null || kind === "missing") return [];
    return [{ name: kind === "value" ? `${column} = ${title}` : `${column} ${title}`, selection: { where } }];
  });
}
