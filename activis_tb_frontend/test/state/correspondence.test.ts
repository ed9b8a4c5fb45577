import { expect, test } from "vitest";
import { effectSeenBy, statisticsSeenBy } from "../../src/state/correspondence";

const pairs = { partner: Int32Array.of(2, -1, 0) };
const values = (offset: number) => Float32Array.of(offset, offset + 1, offset + 2);

test("the statistics of another run's row stand where the neurons' partners are, and nowhere else", () => {
  const spread = { sd: values(10), min: values(20), max: values(30), active: values(40) };
  const row = { n: 5, exact: true, problem: null, value: values(0), spread };
  const seen = statisticsSeenBy(pairs, row);
  expect([...seen.value]).toEqual([2, NaN, 0]);
  expect(Object.values(seen.spread!).map((found) => [...found])).toEqual([
    [12, NaN, 10],
    [22, NaN, 20],
    [32, NaN, 30],
    [42, NaN, 40],
  ]);
  expect(seen.n).toBe(5);
  expect(statisticsSeenBy(pairs, { ...row, spread: null }).spread).toBeNull();
});

test("so do effects", () => {
  const about = { layer: "hidden", n: 5, n_against: 6, shared: 0, circular: null, threshold: 3 };
  const seen = effectSeenBy(pairs, { ...about, auc: values(0), g: values(1), p: values(2) });
  expect([seen.auc, seen.g, seen.p].map((found) => [...found])).toEqual([
    [2, NaN, 0],
    [3, NaN, 1],
    [4, NaN, 2],
  ]);
});
