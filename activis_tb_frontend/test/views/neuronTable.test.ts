import { expect, test } from "vitest";
import { tableColumns, tableOrder } from "../../src/views/neuronTable";

const answer = {
  layer: "hidden",
  n_neurons: 3,
  mean: Float32Array.of(0.5, 0, NaN),
  sd: Float32Array.of(1, 0, 2),
  min: Float32Array.of(0, 0, -1),
  max: Float32Array.of(2, 0, 1),
  active: Float32Array.of(0.25, 0, 0.5),
  dead: Uint8Array.of(0, 1, 0),
  rarely: Uint8Array.of(0, 0, 1),
  saturated: Uint8Array.of(0, 0, 0),
  selectivity: Float32Array.of(0.25, 0, -0.5),
  class: Int32Array.of(1, 0, 0),
  nearest: Int32Array.of(2, -1, 0),
  correlation: Float32Array.of(0.75, NaN, 0.75),
  chosen: Uint8Array.of(1, 1, 1),
};
const known = { answer, effect: null, classOf: (index: number) => ["NUM", "DESC"][index], nameOf: String };
const wordsOf = (key: string): string[] => {
  const column = tableColumns(known).find((column) => column.key === key)!;
  return [0, 1, 2].map(column.textOf);
};

test("cells say what is known and leave a dash for what is not", () => {
  expect(wordsOf("mean")).toEqual(["0.5", "0", "–"]);
  expect(wordsOf("active")).toEqual(["25 %", "0 %", "50 %"]);
  expect(wordsOf("class")).toEqual(["DESC", "–", "NUM"]);
  expect(wordsOf("selectivity")).toEqual(["0.25", "0", "−0.5"]);
  expect(wordsOf("nearest")).toEqual(["2 0.75", "–", "0 0.75"]);
  expect(wordsOf("state")).toEqual(["", "dead", "rarely active"]);
});

test("selectivity is ordered by its size, whichever its sign", () => {
  const { values } = tableColumns(known).find(({ key }) => key === "selectivity")!;
  expect([...tableOrder(values, answer.chosen, false)]).toEqual([2, 0, 1]);
});

test("neurons without a value are last either way, and those not chosen are left out", () => {
  expect([...tableOrder(answer.mean, answer.chosen, false)]).toEqual([0, 1, 2]);
  expect([...tableOrder(answer.mean, answer.chosen, true)]).toEqual([1, 0, 2]);
  expect([...tableOrder(answer.mean, Uint8Array.of(1, 0, 1), true)]).toEqual([0, 2]);
});

test("the effect is a column where two rows are compared", () => {
  const effect = { auc: Float32Array.of(0.25, 0.5, 0.9) } as Parameters<typeof tableColumns>[0]["effect"];
  const column = tableColumns({ ...known, effect }).find(({ key }) => key === "effect")!;
  expect([...tableOrder(column.values, answer.chosen, false)]).toEqual([2, 0, 1]);
});
