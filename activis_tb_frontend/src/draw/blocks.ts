/** The parts of the instance panel: groups of instances, each in blocks of one verdict. */

import { wholeCount } from "./numbers";

/** With several labels per instance "right" is a label that was found, the last two what was missed and what was wrongly given. */
export type Verdict = "right" | "wrong" | "unpredicted" | "missed" | "extra";

/** Instances under one line of a group: same fill, the class that they are of, and same border, the predicted one; -1 is none. */
export interface Block {
  verdict: Verdict;
  /** Whether its instances are of several classes, so that each has the colors of its own. */
  isMixed?: true;
  /** On which side of their labels predictions of numbers, or places in a ranking, are. */
  off?: "high" | "low";
  /** Which of its classes its line names; the predicted one unless it says so. */
  names?: "label";
  fill: number;
  border: number | null;
  rows: Int32Array;
}

export interface Group {
  key: string;
  title: string;
  /** Class whose color the group's dot has; -1 for none. */
  class: number;
  note: string;
  /** The note where there is little room: "84/91" for "84 of 91 right". */
  count: string;
  blocks: Block[];
}

/** The rows of each value of `keyOf`, every one in the order of `rows`. */
export function collect(rows: Iterable<number>, keyOf: (row: number) => number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  return found;
}

/** One block, or none where no instance is in it. */
export function block(verdict: Verdict, fill: number, border: number | null, rows: number[] | undefined): Block[] {
  return rows?.length ? [{ verdict, fill, border, rows: Int32Array.from(rows) }] : [];
}

/** One block of instances of several classes, or none where no instance is in it. */
export function mixedBlock(verdict: Verdict, rows: number[]): Block[] {
  return block(verdict, -1, null, rows).map((one) => ({ ...one, isMixed: true }));
}

/** The right ones, then the wrong ones by what was predicted, most frequent first, ties by class, then those without prediction. */
export function verdictBlocks(fill: number, right: number[], others: Map<number, number[]>): Block[] {
  const wrong = [...others]
    .filter(([prediction]) => prediction >= 0)
    .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
    .flatMap(([prediction, rows]) => block("wrong", fill, prediction, rows));
  return [...block("right", fill, null, right), ...wrong, ...block("unpredicted", fill, null, others.get(-1))];
}

/** "95 of 113 right", or how many there are where nothing was predicted. */
export function rightNote(blocks: Block[]): Pick<Group, "note" | "count"> {
  const countOf = (verdict: Verdict): number => countIn(blocks.filter((block) => block.verdict === verdict));
  const n_predicted = countOf("right") + countOf("wrong");
  return n_predicted ? shareNote(countOf("right"), n_predicted, " right") : countNote(countIn(blocks));
}

/** "95 of 113" with what these are, in short "95/113". */
export function shareNote(n: number, of: number, what = ""): Pick<Group, "note" | "count"> {
  return { note: `${wholeCount(n)} of ${wholeCount(of)}${what}`, count: `${wholeCount(n)}/${wholeCount(of)}` };
}

/** "12" with what these are, in short "12". */
export function countNote(n: number, what = ""): Pick<Group, "note" | "count"> {
  return { note: wholeCount(n) + what, count: wholeCount(n) };
}

export function countIn(blocks: Block[]): number {
  return blocks.reduce((sum, block) => sum + block.rows.length, 0);
}
