/** Subsets made on the page as the link holds them, and how they are changed; pure. */

import type { Selection } from "../data/source";

export interface Made {
  /** Unique among all subsets of the page. */
  name: string;
  selection: Selection;
  /** Place in the palette of subsets; null is neutral. */
  color: number | null;
  hidden: boolean;
}

const LONGEST_NAME = 60;
const DEEPEST = 8;

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Whether JSON of a link is a selection; the server judges what it says. */
export function isSelection(value: unknown, depth = 0): value is Selection {
  if (typeof value !== "object" || value === null || depth > DEEPEST) return false;
  const given = value as Record<string, unknown>;
  const parts = given.all ?? given.any;
  if (Array.isArray(parts)) return parts.length > 0 && parts.every((part) => isSelection(part, depth + 1));
  if ("not" in given) return isSelection(given.not, depth + 1);
  if ("ids" in given) return isTexts(given.ids);
  if ("bits" in given)
    return typeof given.bits === "string" && typeof given.checksum === "number" && typeof given.layer === "string";
  return typeof given.subset === "string" || typeof given.where === "string";
}

/** The subsets of a link; entries that are none are left out. */
export function madeOf(value: unknown): Made[] {
  if (!Array.isArray(value)) return [];
  return (value as Partial<Made>[]).flatMap((entry) => {
    if (typeof entry?.name !== "string" || !isSelection(entry.selection)) return [];
    const color = Number.isInteger(entry.color) ? (entry.color as number) : null;
    return [{ name: entry.name, selection: entry.selection, color, hidden: entry.hidden === true }];
  });
}

/** A name that none of `taken` is: the wanted one, cut where it is long, with a number where it is taken. */
export function freeName(wanted: string, taken: string[]): string {
  const short = wanted.length > LONGEST_NAME ? `${wanted.slice(0, LONGEST_NAME - 1)}…` : wanted;
  for (let number = 1; ; number++) {
    const name = number === 1 ? short : `${short} (${number})`;
    if (!taken.includes(name)) return name;
  }
}

export interface Wish {
  name: string;
  selection: Selection;
}

/** Subsets that are wished for, each under a free name, without those that are there already. */
export function newSubsets(wishes: Wish[], made: Made[], taken: string[]): Made[] {
  const known = new Set(made.map(({ selection }) => JSON.stringify(selection)));
  const names = [...taken];
  return wishes
    .filter(({ selection }) => !known.has(JSON.stringify(selection)))
    .map(({ name, selection }) => {
      const free = freeName(name, names);
      names.push(free);
      return { name: free, selection, color: null, hidden: false };
    });
}

/** Moves the subset `by` places; it stays where there is no room. */
export function moved(made: Made[], name: string, by: number): Made[] {
  const from = made.findIndex((subset) => subset.name === name);
  const to = from + by;
  if (from < 0 || to < 0 || to >= made.length) return made;
  const others = made.filter((subset) => subset.name !== name);
  return [...others.slice(0, to), made[from], ...others.slice(to)];
}

/** The arguments of the recorder that declare these subsets, as Python; those without a condition as a comment. */
export function asPython(made: Made[]): string {
  const quoted = (text: string): string => JSON.stringify(text);
  const lines = made.map(({ name, selection }) => {
    const where = whereOf(selection);
    return where === null
      ? `    # ${name}: drawn or listed instances, see ids=`
      : `    ${quoted(name)}: ${quoted(where)},`;
  });
  return `subsets={\n${lines.join("\n")}\n}`;
}

/** Whether a selection lists single instances, which makes it as long as there are many. */
export function holdsInstances(selection: Selection): boolean {
  if ("not" in selection) return holdsInstances(selection.not);
  const parts = "all" in selection ? selection.all : "any" in selection ? selection.any : [];
  return "ids" in selection || "bits" in selection || parts.some(holdsInstances);
}

/** The condition that says what a selection does; null where there are none of words. */
export function whereOf(selection: Selection): string | null {
  if ("where" in selection) return selection.where;
  if ("not" in selection) {
    const inner = whereOf(selection.not);
    return inner === null ? null : `NOT (${inner})`;
  }
  const parts = "all" in selection ? selection.all : "any" in selection ? selection.any : null;
  const wheres = parts?.map(whereOf);
  if (!wheres || wheres.includes(null)) return null;
  return wheres.map((where) => `(${where})`).join("all" in selection ? " AND " : " OR ");
}
