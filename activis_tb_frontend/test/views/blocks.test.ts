import { expect, test } from "vitest";
import type { Block, Group } from "../../src/draw/blocks";
import type { Page } from "../../src/state/page.svelte";
import { blockTitle, groupOf } from "../../src/views/blocks";

const wrong = (fill: number, border: number): Block => ({ verdict: "wrong", fill, border, rows: Int32Array.of(0) });
const group = (key: string, of: number, ...blocks: Block[]): Group => ({
  key,
  title: key,
  class: of,
  note: "",
  count: "",
  blocks,
});
const page = (...groups: Group[]) =>
  ({
    arrangement: { groups },
    subsets: [
      { name: "all", class: null },
      { name: "NUM", class: 2 },
    ],
  }) as unknown as Page;

test("what is selected is found in the group of its block, else in its own, else in that of its class", () => {
  const [zero, two] = [group("label 0", 0, wrong(0, 2)), group("label 2", 2)];
  expect(groupOf(page(zero, two), "cell:0:2")).toBe(zero);
  expect(groupOf(page(zero, two), "subset:NUM")).toBe(two);
  expect(groupOf(page(zero, two), "cell:2:0", 2)).toBe(two);
  expect(groupOf(page(zero, two), "subset:all")).toBeUndefined();
  const made = group("subset:thin", -1);
  expect(groupOf(page(zero, made), "subset:thin")).toBe(made);
});

test("what a regression predicted wrongly is too high or too low, what a ranking did is ranked so", () => {
  const off = (side: "high" | "low"): Block => ({ ...wrong(-1, -1), border: null, isMixed: true, off: side });
  const titles = (task: string) => {
    const of = { population: { instances: { task } } } as unknown as Page;
    return [blockTitle(of, off("high")), blockTitle(of, off("low"))];
  };
  expect(titles("regression")).toEqual(["too high", "too low"]);
  expect(titles("ranking")).toEqual(["ranked too high", "ranked too low"]);
  const ranking = { population: { instances: { task: "ranking" } } } as unknown as Page;
  expect(blockTitle(ranking, off("low"), true)).toBe("too low");
});
