import { expect, test } from "vitest";
import type { Page } from "../../src/state/page.svelte";
import { hiddenOf, litOf, wrongOf } from "../../src/views/dots";

/** Rows 4, 0 and 2 of five are the dots. */
const sample = Int32Array.of(4, 0, 2);
const pageOf = (task: string, rest: object = {}): Page =>
  ({
    population: {
      instances: { task, sample },
      wrong: Uint8Array.of(1, 0, 0, 0, 0),
      off: Uint8Array.of(0, 0, 1, 1, 1),
    },
    snapshot: { value: { task, class_names: ["a", "b", "c"] } },
    bins: { names: ["< 1", "1 or more"] },
    view: { hidden: [0, 2, 7] },
    highlighted: null,
    ...rest,
  }) as unknown as Page;

test("wrong dots are those of another class than predicted, in a regression those farther off than the threshold", () => {
  expect([...wrongOf(pageOf("classes"))]).toEqual([0, 1, 0]);
  expect([...wrongOf(pageOf("regression"))]).toEqual([1, 0, 1]);
});

test("dots with trails are lit up while nothing else is", () => {
  expect(litOf(pageOf("classes"), [])).toBe(null);
  expect([...litOf(pageOf("classes"), [{ dot: 1 }])!]).toEqual([0, 1, 0]);
  const selected = pageOf("classes", { highlighted: Uint8Array.of(1, 1, 0, 0, 1) });
  expect([...litOf(selected, [{ dot: 2 }])!]).toEqual([1, 1, 0]);
});

test("classes and bins that are hidden are counted, unless there are none of that number", () => {
  expect(hiddenOf(pageOf("classes"))).toBe(2);
  expect(hiddenOf(pageOf("regression"))).toBe(1);
});
