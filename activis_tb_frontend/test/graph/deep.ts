/** Deep models for tests, as Keras would name their layers. */

import type { GraphAnswer } from "../../src/data/source";
import { graphOf } from "./graphs";

type Read = [name: string, from: string];

/** Residual blocks of three operations and an addition: "stage1_block0_conv" ... */
export function residual(stages: number, blocks: number, recorded: string[] = []): GraphAnswer {
  const reads: Read[] = [
    ["image", ""],
    ["stem", "image"],
  ];
  let last = "stem";
  for (let stage = 0; stage < stages; stage++) {
    for (let block = 0; block < blocks; block++) {
      const [conv, norm, relu, add] = ["conv", "norm", "relu", "add"].map(
        (word) => `stage${stage}_block${block}_${word}`,
      );
      reads.push([conv!, last], [norm!, conv!], [relu!, norm!], [add!, relu!], [add!, last]);
      last = add!;
    }
  }
  return graphOf([...reads, ["pool", last], ["classes", "pool"]], recorded);
}

/** `count` operations that each read one or two of those at most `reach` before, by a seeded generator. */
export function random(count: number, seed: number, reach = 6): GraphAnswer {
  let state = seed * 2654435761 + 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const name = (i: number) => (i === 0 ? "input" : next(2) ? `op_${i}` : `op${i}`);
  const names = Array.from({ length: count + 1 }, (_, i) => name(i));
  const reads: Read[] = [["input", ""]];
  for (let i = 1; i <= count; i++) {
    const from = new Set([
      names[Math.max(0, i - 1 - next(reach))]!,
      ...(next(3) ? [] : [names[Math.max(0, i - 1 - next(reach))]!]),
    ]);
    for (const source of from) reads.push([names[i]!, source]);
  }
  return graphOf(
    reads,
    names.filter((_, i) => i > 0 && i % 97 === 0),
  );
}
