/** The instance panel as a list of equally high lines: a head per group, a label per block of wrong ones, a line per instance. */

import type { Block, Group } from "./blocks";

export type Line =
  | { kind: "head"; group: Group }
  | { kind: "label"; group: Group; block: Block }
  | { kind: "instance"; group: Group; block: Block; row: number };

interface Stretch {
  start: number;
  length: number;
  lineAt: (place: number) => Line;
}

export interface Lines {
  count: number;
  /** The line at a place from 0 to `count` - 1. */
  at(place: number): Line;
  /** The first place of an instance; -1 when it is not listed. */
  placeOf(row: number): number;
  /** The place of the head of the first group that is so; -1 when there is none. */
  headOf(is: (group: Group) => boolean): number;
  /** The place of the label of the first block that is so; -1 when there is none. */
  labelOf(is: (block: Block) => boolean): number;
}

/** The lines of some groups; found by bisection, so that a million of them cost no more than a few. */
export function linesOf(groups: Group[]): Lines {
  const stretches: Stretch[] = [];
  let count = 0;
  const add = (length: number, lineAt: (place: number) => Line): void => {
    stretches.push({ start: count, length, lineAt });
    count += length;
  };
  for (const group of groups) {
    add(1, () => ({ kind: "head", group }));
    for (const block of group.blocks) {
      if (block.verdict !== "right") add(1, () => ({ kind: "label", group, block }));
      add(block.rows.length, (place) => ({ kind: "instance", group, block, row: block.rows[place] }));
    }
  }

  function at(place: number): Line {
    let [low, high] = [0, stretches.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (stretches[middle].start <= place) low = middle;
      else high = middle - 1;
    }
    return stretches[low].lineAt(place - stretches[low].start);
  }

  function placeOf(row: number): number {
    for (const { start, length, lineAt } of stretches) {
      const first = lineAt(0);
      if (first.kind !== "instance") continue;
      const place = first.block.rows.indexOf(row);
      if (place >= 0 && place < length) return start + place;
    }
    return -1;
  }

  const headOf = (is: (group: Group) => boolean): number =>
    stretches.find(({ lineAt }) => {
      const line = lineAt(0);
      return line.kind === "head" && is(line.group);
    })?.start ?? -1;
  const labelOf = (is: (block: Block) => boolean): number =>
    stretches.find(({ lineAt }) => {
      const line = lineAt(0);
      return line.kind === "label" && is(line.block);
    })?.start ?? -1;
  return { count, at, placeOf, headOf, labelOf };
}
