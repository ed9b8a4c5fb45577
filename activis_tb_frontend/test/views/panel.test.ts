import { expect, test } from "vitest";
import type { GraphAnswer, GraphNode } from "../../src/data/source";
import type { Statistics } from "../../src/state/layerRows.svelte";
import { moveCell } from "../../src/views/cells";
import { neighborsOf } from "../../src/views/neighbors";
import { readoutOf, votesPart } from "../../src/views/readout";
import { letterOf } from "../../src/views/runs";

const words = (parts: ReturnType<typeof readoutOf>) =>
  parts.map((part) => part.before + part.value + part.after).join(" · ");
const one = (value: number) => Float32Array.of(value);

function statistics(value: number, sd: number, n: number, active: number): Statistics {
  return {
    n,
    exact: true,
    problem: null,
    value: one(value),
    spread: { sd: one(sd), min: one(0), max: one(2), active: one(active) },
  };
}

const pointed = {
  neuron: 0,
  name: "",
  label: "NUM",
  pair: null,
  values: one(0.21),
  statistics: statistics(0.21, 0.33, 14, 0.29),
  all: statistics(0.4, 0.5, 5000, 0.31),
  effect: null,
  sampled: false,
  silent: false,
  encoding: { kind: "clipped" as const, shown: (value: number) => value, unit: "activation" },
  least: 0,
  restsAtZero: true,
};

test("the readout of a subset has its mean's interval by Student's t, and compares it with all", () => {
  // 0.21 +- 2.1604 * 0.33 / sqrt(14)
  expect(words(readoutOf(pointed))).toBe(
    "neuron 0 · row NUM · mean 0.21 · [0.02, 0.40] · n 14 · sd 0.33 · active 29 % (all: 31 %)",
  );
});

test("an interval has the decimals of its mean, as far as its width tells them", () => {
  const intervalOf = (mean: number, sd: number, n: number): string => {
    const shown = { ...pointed, values: one(mean), statistics: statistics(mean, sd, n, 1), least: -Infinity };
    return readoutOf(shown).find(({ slot }) => slot === "interval")!.after;
  };
  // 1.67 +- 1.9634 * 0.83 / sqrt(700), 2.13 +- 1.9949 * 0.73 / sqrt(70)
  expect(intervalOf(1.67, 0.83, 700)).toBe("[1.61, 1.73]");
  expect(intervalOf(2.13, 0.73, 70)).toBe("[1.96, 2.30]");
  // 0.0004 +- 1.9799 * 3 / 11, -250 +- 1.9799 * 600 / 11
  expect(intervalOf(0.0004, 3, 121)).toBe("[−0.54, 0.54]");
  expect(intervalOf(-250, 600, 121)).toBe("[−358, −142]");
});

test("the share active is called by what it is where the layer has no rest at 0", () => {
  const parts = readoutOf({ ...pointed, restsAtZero: false });
  expect(words(parts)).toMatch(/ · unusual 29 % \(all: 31 %\)$/);
  expect(parts.at(-1)?.title).toContain("median absolute deviations");
});

test("the readout of a subset has its effect against the rest and how certain that is", () => {
  const effect = {
    layer: "hidden",
    n: 14,
    n_against: 486,
    shared: 0,
    circular: null,
    threshold: 3.4,
    auc: one(0.04),
    g: one(-1.73),
    p: one(0.002),
  };
  expect(words(readoutOf({ ...pointed, effect }))).toBe(
    "neuron 0 · row NUM · mean 0.21 · [0.02, 0.40] · n 14 · sd 0.33 · rest: AUC 0.04, g −1.7 · certain · active 29 % (all: 31 %)",
  );
  expect(words(readoutOf({ ...pointed, effect, sampled: true }))).toContain("g −1.7 (sample) · certain");
  const circular = { ...effect, auc: one(0.9), p: one(NaN), circular: "hidden" };
  expect(words(readoutOf({ ...pointed, effect: circular }))).toContain("circular: chosen by activations of hidden");
});

test("the readout says what a row contributes to a class, and who voted for a wrong one", () => {
  const encoding = { kind: "contribution" as const, shown: (value: number) => value * -2, unit: "to DESC" };
  expect(words(readoutOf({ ...pointed, encoding }))).toContain("−0.42 to DESC");
  const nameOf = (of: number) => ["NUM", "DESC"][of];
  const votes = [
    { neuron: 73, size: 0.8 },
    { neuron: 12, size: 0.52 },
  ];
  expect(words([votesPart({ wrong: 1, right: 0, votes }, nameOf)])).toBe(
    "for DESC, not NUM, voted neurons 73 +0.8, 12 +0.52",
  );
  expect(words([votesPart({ wrong: 1, right: 0, votes: [] }, nameOf)])).toBe("for DESC, not NUM, voted none");
});

test("the readout of an instance is its activation", () => {
  const instance = { ...pointed, label: "#q7", values: one(1.5), statistics: null, name: "NUM" };
  expect(words(readoutOf(instance))).toBe("neuron 0 NUM · row #q7 · activation 1.5 ·  · all: active 31 %");
});

test("the readout says what a cell shows where that is not the value", () => {
  const encoding = { kind: "difference" as const, shown: (value: number) => value - 0.4, unit: "from all" };
  expect(words(readoutOf({ ...pointed, encoding }))).toContain("−0.19 from all");
  const upwards = { kind: "neuron" as const, shown: () => 1.25, unit: "sd from all" };
  expect(words(readoutOf({ ...pointed, encoding: upwards }))).toContain("+1.3 sd from all");
});

test("the readout names NaN, infinity and neurons that never change", () => {
  const mean = (value: number) =>
    readoutOf({ ...pointed, values: one(value) }).find(({ slot }) => slot === "mean")!.value;
  expect([NaN, Infinity, -Infinity].map(mean)).toEqual(["not a number", "infinite", "−infinite"]);
  expect(words(readoutOf({ ...pointed, values: one(0), silent: true }))).toContain("never active");
  expect(words(readoutOf({ ...pointed, silent: true }))).toContain("the same for all");
});

test("a layer's neighbors are the tensors two edges away", () => {
  const node = (id: string, kind: GraphNode["kind"], name: string, layer: string | null = null): GraphNode => ({
    id,
    kind,
    name,
    type: "",
    function: "",
    scope: "",
    shape: null,
    parameters: 0,
    layer,
  });
  const graph: GraphAnswer = {
    order: "data flow",
    nodes: [
      node("a:0", "tensor", "a"),
      node("b", "operation", "b"),
      node("b:0", "tensor", "b", "hidden"),
      node("c", "operation", "c"),
      node("c:0", "tensor", "c"),
    ],
    edges: [
      ["a:0", "b"],
      ["b", "b:0"],
      ["b:0", "c"],
      ["c", "c:0"],
    ],
  };
  const { before, after } = neighborsOf(graph, "hidden");
  expect([before, after].map((nodes) => nodes.map(({ name }) => name))).toEqual([["a"], ["c"]]);
  expect(neighborsOf(graph, "unknown")).toEqual({ before: [], after: [] });
  expect(neighborsOf(null, "hidden")).toEqual({ before: [], after: [] });
});

test("arrows move the focused cell and stop at the edges", () => {
  expect(moveCell({ key: "ArrowRight" }, { row: 0, column: 0 }, 3, 4)).toEqual({ row: 0, column: 1 });
  expect(moveCell({ key: "ArrowUp" }, { row: 0, column: 0 }, 3, 4)).toEqual({ row: 0, column: 0 });
  expect(moveCell({ key: "End" }, { row: 1, column: 0 }, 3, 4)).toEqual({ row: 1, column: 3 });
  expect(moveCell({ key: "x" }, { row: 0, column: 0 }, 3, 4)).toBeNull();
});

test("a page is as many rows as are in view, and Ctrl reaches the corners", () => {
  const start = { row: 5, column: 2 };
  expect(moveCell({ key: "PageDown" }, start, 40, 4, 12)).toEqual({ row: 17, column: 2 });
  expect(moveCell({ key: "PageUp" }, start, 40, 4, 12)).toEqual({ row: 0, column: 2 });
  expect(moveCell({ key: "End", ctrlKey: true }, start, 40, 4)).toEqual({ row: 39, column: 3 });
  expect(moveCell({ key: "Home", ctrlKey: true }, start, 40, 4)).toEqual({ row: 0, column: 0 });
});

test("runs are letters, also above 26", () => {
  expect([0, 1, 25, 26, 27, 702].map(letterOf)).toEqual(["A", "B", "Z", "AA", "AB", "AAA"]);
});
