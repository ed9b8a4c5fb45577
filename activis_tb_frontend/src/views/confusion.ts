/** What a small confusion matrix shows: which classes, in which order, and what fits into its cells. */

import type { ChangedAnswer, SnapshotAnswer } from "../data/source";
import { shortCount, wholeCount } from "../draw/numbers";
import type { Measure } from "../graph/layout";
import { cellKey } from "../state/view";

type Confusion = SnapshotAnswer["confusion"];

const USUAL_SIDE = 30;
const LARGEST_SIDE = 48;
/** Cells are not made narrower than this; beyond it the matrix scrolls. */
const SMALLEST_SIDE = 11;
/** Width of a cell with two digits, and of a short column of names. */
const [READABLE_SIDE, NAMES] = [20, 40];
/** Least distance of a count or name to the sides of its cell, both together. */
export const AIR = 4;
/** Share of the room that the names of rows may always take. */
const NAMES_SHARE = 0.25;
/** Sizes of digits in CSS pixels: the usual one, for which texts are measured, and a smaller one. */
const [USUAL_DIGITS, SMALL_DIGITS] = [11, 10];
/** With more classes than this only the most confused ones are shown, and the worst pairs. */
export const MANY_CLASSES = 24;
const SHOWN_CLASSES = 20;

/** By the key of a cell; missing ones are zero. */
export type Counts = Map<string, number>;

export function countsOf(confusion: Confusion): Counts {
  return new Map(confusion.map(([label, prediction, n]) => [cellKey(label, prediction), n]));
}

/** Counts at both moments that are compared, and how many more the first has. */
export function comparedCounts(confusion: ChangedAnswer["confusion"]): Record<"here" | "there" | "difference", Counts> {
  const by = (count: (here: number, there: number) => number): Counts =>
    new Map(confusion.map(([label, prediction, here, there]) => [cellKey(label, prediction), count(here, there)]));
  return { here: by((here) => here), there: by((_, there) => there), difference: by((here, there) => here - there) };
}

/** Shades of cells, of which errors take those above that of right ones. */
const [RIGHT, LEAST, MOST] = [0.1, 0.14, 0.76];

/** How strongly a count is shaded, 0 to 1; `most` is the largest one of an error. */
export function shadeOf(n: number, most: number, isRight: boolean): number {
  if (!n) return 0;
  return isRight ? RIGHT : Math.min(LEAST + ((MOST - LEAST) * n) / most, MOST);
}

/** How strongly a cell of these classes is shaded, 0 to 1, where all matrices have one scale. */
export function shadesOf(
  classes: number[],
  ...matrices: Counts[]
): (label: number, prediction: number, n: number) => number {
  const errorsOf = (counts: Counts): number[] =>
    classes.flatMap((a) => classes.map((b) => (a === b ? 0 : (counts.get(cellKey(a, b)) ?? 0))));
  const errors = matrices.flatMap(errorsOf);
  const most = Math.max(1, ...errors);
  return (label, prediction, n) => shadeOf(n, most, label === prediction);
}

/** The counts of some classes alone. */
export function countsAmong(classes: number[], counts: Counts): number[] {
  return classes.flatMap((label) => classes.flatMap((prediction) => counts.get(cellKey(label, prediction)) ?? []));
}

/** Width of the column of row names in `room` pixels: what the longest needs, at most a quarter where counts need the rest. */
export function namesWidth(names: string[], counts: number[], room: number, measure: Measure): number {
  const readable = Math.max(READABLE_SIDE, AIR + widest(counts.map(wholeCount), measure));
  const most = Math.max(NAMES_SHARE * room, room - names.length * (Math.ceil(readable) + 1));
  return Math.ceil(Math.min(most, AIR + widest(names, measure)));
}

function widest(texts: string[], measure: Measure): number {
  return Math.max(0, ...texts.map(measure));
}

/** Width of a cell: the usual one, larger where a count or a name needs it, smaller where there is no room; of a matrix that scrolls as small digits need. */
export function cellSide(names: string[], counts: number[], room: number, measure: Measure): number {
  const texts = [...names, ...counts.map(wholeCount)];
  const wanted = Math.ceil(AIR + widest(texts, measure));
  const available = Math.floor(room / Math.max(1, names.length)) - 1;
  if (available < SMALLEST_SIDE) return Math.max(SMALLEST_SIDE, Math.ceil(digitsWidth(counts, SMALL_DIGITS, measure)));
  return Math.min(Math.max(USUAL_SIDE, wanted), LARGEST_SIDE, available);
}

/** Width from which on a matrix of so many classes can be read; two of them stand side by side where both have it. */
export function leastWidth(nClasses: number): number {
  return NAMES + nClasses * READABLE_SIDE;
}

/** The size of digits with which every count fits, at least in short; null where none is that small: some alone would look like all that there are. */
export function digitSize(counts: number[], side: number, measure: Measure): number | null {
  return [USUAL_DIGITS, SMALL_DIGITS].find((size) => digitsWidth(counts, size, measure) <= side) ?? null;
}

/** Width of the widest count, in short, in digits of a size. */
function digitsWidth(counts: number[], size: number, measure: Measure): number {
  const texts = counts.map((n) => shortCount(Math.abs(n)));
  return (widest(texts, measure) * size) / USUAL_DIGITS;
}

/** Width of a text of usual size that in digits of another one fills a cell; no text fits where there are no digits. */
export function digitRoom(side: number, digits: number | null): number {
  return digits === null ? 0 : (side * USUAL_DIGITS) / digits;
}

/** The count in full, else short, else nothing. */
export function fittingCount(n: number, side: number, measure: Measure): string {
  return [wholeCount(n), shortCount(n)].find((text) => measure(text) <= side) ?? "";
}

/** "+3", "−2"; nothing where there is no change. */
export function signedCount(n: number): string {
  return n === 0 ? "" : `${n > 0 ? "+" : "\u2212"}${wholeCount(Math.abs(n))}`;
}

/** Changes with their signs where there is room for all of these, else all of them short and without; what does not fit is nothing. */
export function fittingChanges(changes: number[], side: number, measure: Measure): (n: number) => string {
  const haveSigns = changes.every((n) => measure(signedCount(n)) <= side);
  const textOf = (n: number): string => (haveSigns ? signedCount(n) : n ? shortCount(Math.abs(n)) : "");
  return (n) => (measure(textOf(n)) <= side ? textOf(n) : "");
}

/** Whether the names of columns stand upright because not all of them fit above their cells. */
export function areUpright(names: string[], side: number, measure: Measure): boolean {
  return names.some((name) => measure(name) > side);
}

/** The errors that are most frequent, ties by label. */
export function worstPairs(confusion: Confusion, most: number): Confusion {
  const errors = confusion.filter(([label, prediction]) => label !== prediction);
  return errors.sort((a, b) => b[2] - a[2] || a[0] - b[0] || a[1] - b[1]).slice(0, most);
}

/** The classes of a matrix: all of them, or of many the 20 of lowest recall, each beside one that it is confused with. */
export function shownClasses(confusion: Confusion, n_classes: number): number[] {
  if (n_classes <= MANY_CLASSES) return Array.from({ length: n_classes }, (_, label) => label);
  const [totals, rights] = [new Float64Array(n_classes), new Float64Array(n_classes)];
  for (const [label, prediction, n] of confusion) {
    totals[label] += n;
    if (label === prediction) rights[label] += n;
  }
  const recall = (label: number): number => rights[label] / totals[label];
  const labels = [...totals.keys()].filter((label) => totals[label]);
  const hardest = labels.sort((a, b) => recall(a) - recall(b) || a - b).slice(0, SHOWN_CLASSES);
  return chained(hardest, confusion);
}

/** `classes` in a chain: from the first on, next to each the one that it is confused with most, ties as they came. */
function chained(classes: number[], confusion: Confusion): number[] {
  const pairs = new Map<string, number>();
  const keyOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;
  for (const [label, prediction, n] of confusion)
    pairs.set(keyOf(label, prediction), (pairs.get(keyOf(label, prediction)) ?? 0) + n);
  const [first, ...rest] = classes;
  const chain = first === undefined ? [] : [first];
  while (rest.length) {
    const confused = rest.map((label) => pairs.get(keyOf(chain.at(-1)!, label)) ?? 0);
    const next = confused.indexOf(Math.max(...confused));
    chain.push(...rest.splice(next, 1));
  }
  return chain;
}
