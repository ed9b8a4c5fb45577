/** The instance panel's groups by something else than the label: by prediction, by a column, by subsets. */

import type { InstancesAnswer } from "../data/source";
import { collect, countIn, countNote, mixedBlock, rightNote, verdictBlocks, type Block, type Group } from "./blocks";

/** One of the parts that instances fall into; `class` is that whose color it has, -1 for none. */
export interface Part {
  key: string;
  title: string;
  class: number;
  /** Whether a table row is in it. */
  holds: (row: number) => boolean;
}

export type By = "prediction" | Part[];

/** Whether a table row is right; null where its label or its prediction is not known. */
export type Judge = (row: number) => boolean | null;

/** The parts with what is in them, those without anything left out; an instance may be in several. */
export function partGroups(parts: Part[], rows: Int32Array, judge: Judge): Group[] {
  return parts.flatMap(({ key, title, class: of, holds }): Group[] => {
    const [right, wrong, unjudged]: number[][] = [[], [], []];
    for (const row of rows) {
      if (!holds(row)) continue;
      const isRight = judge(row);
      (isRight === null ? unjudged : isRight ? right : wrong).push(row);
    }
    const isJudged = right.length + wrong.length > 0;
    const blocks = [
      ...mixedBlock("right", right),
      ...mixedBlock("wrong", wrong),
      ...mixedBlock(isJudged ? "unpredicted" : "right", unjudged),
    ];
    if (!blocks.length) return [];
    return [{ key, title, class: of, ...(isJudged ? rightNote(blocks) : countNote(countIn(blocks))), blocks }];
  });
}

/** A group for each predicted class: the right ones, then the wrong ones by their label; most errors first, ties by class. */
export function predictionGroups({ label, prediction, class_names }: InstancesAnswer, rows: Int32Array): Group[] {
  const groups = [...collect(rows, (row) => prediction[row])].map(([of, members]): Group => {
    const byLabel = collect(members, (row) => label[row]);
    const right = of < 0 ? [] : (byLabel.get(of) ?? []);
    if (of >= 0) byLabel.delete(of);
    const unlabelled = byLabel.get(-1);
    byLabel.delete(-1);
    const wrong = verdictBlocks(of, right, byLabel).map((block): Block => {
      if (block.verdict !== "wrong") return block;
      return { ...block, names: "label", fill: block.border!, border: of };
    });
    const others = unlabelled ? verdictBlocks(of, unlabelled, new Map()) : [];
    const blocks = wrong.length
      ? [...wrong, ...others.map((block) => ({ ...block, verdict: "unpredicted" as const, names: "label" as const }))]
      : others;
    const title = of < 0 ? "no prediction" : `→ ${class_names[of] ?? of}`;
    return {
      key: `prediction ${of}`,
      title,
      class: of,
      ...(wrong.length ? rightNote(blocks) : countNote(members.length)),
      blocks,
    };
  });
  const errors = ({ blocks }: Group): number => countIn(blocks.filter(({ verdict }) => verdict === "wrong"));
  return groups.sort((a, b) => errors(b) - errors(a) || a.class - b.class);
}
