import { expect, test } from "vitest";
import type { GraphAnswer, GraphNode } from "../../src/data/source";
import type { Statistics } from "../../src/state/layer.svelte";
import { moveCell } from "../../src/views/cells";
import { neighborsOf } from "../../src/views/neighbors";
import { readoutOf } from "../../src/views/readout";
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
    sd: one(sd),
    min: one(0),
    max: one(2),
    active: one(active),
  };
}

test("the readout of a subset compares it with all", () => {
  const parts = readoutOf({
    neuron: 0,
    label: "NUM",
    values: one(0.21),
    statistics: statistics(0.21, 0.33, 1400, 0.29),
    all: statistics(0.4, 0.5, 5000, 0.31),
  });
  expect(words(parts)).toBe(
    "neuron 0 · row NUM · mean 0.21 · (all: 0.4) · sd 0.33 · 0 to 2 · n 1,400 · active 29 % · (all: 31 %)",
  );
});

test("the readout of an instance is its activation", () => {
  expect(words(readoutOf({ neuron: 0, label: "#q7", values: one(1.5), statistics: null, all: null }))).toBe(
    "neuron 0 · row #q7 · activation 1.5",
  );
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
  expect(neighborsOf(graph, "hidden")).toEqual({ before: "a", after: "c" });
  expect(neighborsOf(graph, "unknown")).toEqual({ before: "", after: "" });
  expect(neighborsOf(null, "hidden")).toEqual({ before: "", after: "" });
});

test("arrows move the focused cell and stop at the edges", () => {
  expect(moveCell("ArrowRight", { row: 0, column: 0 }, 3, 4)).toEqual({ row: 0, column: 1 });
  expect(moveCell("ArrowUp", { row: 0, column: 0 }, 3, 4)).toEqual({ row: 0, column: 0 });
  expect(moveCell("End", { row: 1, column: 0 }, 3, 4)).toEqual({ row: 1, column: 3 });
  expect(moveCell("x", { row: 0, column: 0 }, 3, 4)).toBeNull();
});

test("runs are letters, also above 26", () => {
  expect([0, 1, 25, 26, 27, 702].map(letterOf)).toEqual(["A", "B", "Z", "AA", "AB", "AAA"]);
});
