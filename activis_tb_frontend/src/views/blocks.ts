/** What the groups and blocks of the instance panel are called, and which row of the page they are. */

import type { Block, Group } from "../draw/blocks";
import type { Measure } from "../graph/layout";
import type { Page } from "../state/page.svelte";
import { cellKey, outcomeKey, referenceOf, subsetKey } from "../state/view";

/** Key of a group's class or bin; null where it is none. */
export function groupKey(page: Page, group: Group): string | null {
  if (referenceOf(group.key)?.kind === "subset") return group.key;
  const subset = page.subsets.find((subset) => subset.class !== null && subset.class === group.class);
  return subset && !group.key.startsWith("prediction") ? subsetKey(subset.name) : null;
}

/** Key of a block of wrong, missed or extra ones; null for one that no row stands for. */
export function blockKey({ verdict, isMixed, fill, border }: Block): string | null {
  if (isMixed) return null;
  if (verdict === "missed") return outcomeKey("missed", fill);
  if (verdict === "extra") return outcomeKey("extra", border ?? -1);
  return verdict === "wrong" && border !== null ? cellKey(fill, border) : null;
}

/** The group with the block of a key, such as the cell of a confusion matrix that was clicked, else the group of the key itself, else that of a class. */
export function groupOf(page: Page, key: string, of?: number): Group | undefined {
  const { groups } = page.arrangement;
  return (
    groups.find(({ blocks }) => blocks.some((block) => blockKey(block) === key)) ??
    groups.find((group) => groupKey(page, group) === key) ??
    groups.find((group) => group.class === of)
  );
}

/** A group's dot, the gaps beside its name, and what bold letters need. */
const HEAD_GAPS = 36;

/** Whether some group's name and note do not fit side by side into `width` pixels; then every group has its short count. */
export function areBrief(groups: Group[], width: number, measure: Measure): boolean {
  return groups.some(({ title, note }) => measure(title) + measure(note) + HEAD_GAPS > width);
}

/** What stands before a block's marks: "→ DESC", or "ENTY →" where its label is what sets it apart; `isBrief` where there is little room. */
export function blockTitle(page: Page, block: Block, isBrief = false): string {
  const { verdict, isMixed, off, names, fill, border } = block;
  if (off) return page.population.instances?.task === "ranking" && !isBrief ? `ranked too ${off}` : `too ${off}`;
  if (isMixed) return verdict === "unpredicted" ? "unknown" : verdict;
  if (names === "label" && verdict === "unpredicted") return "no label";
  if (names === "label") return `${page.population.nameOf(fill)} →`;
  if (verdict === "wrong") return `→ ${page.population.nameOf(border ?? -1)}`;
  return verdict === "unpredicted" ? "no prediction" : verdict;
}
