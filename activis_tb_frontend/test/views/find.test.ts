import { describe, expect, it } from "vitest";
import type { LayerSummary } from "../../src/data/source";
import { structureOf } from "../../src/graph/structure";
import { findMatches, fitOf } from "../../src/views/find";
import { residual } from "../graph/deep";

const layer = (name: string, n_neurons: number): LayerSummary => ({
  name,
  n_neurons,
  type: "Dense",
  function: "relu",
  shape: [null, n_neurons],
  pool: "none",
  quantity: "activation",
  dtype: "float32",
  output: false,
  head: false,
  domain: [0, 1],
  rests_at_zero: true,
  dead: null,
  rarely_active: null,
});
const layers = [layer("stage1_block5_add", 64), layer("hidden", 128), layer("hidden_2", 8)];
const structure = structureOf(residual(4, 6, ["stage1_block5_add"]));
const found = (text: string) =>
  findMatches(text, layers, structure, "hidden").map(({ kind, name, note }) => [kind, name, note]);

it("a name fits as a whole, by its start, by a word or within", () => {
  expect(["conv", "conv_1", "my_conv", "deconv", "dense"].map((name) => fitOf(name, "Conv"))).toEqual([
    0,
    1,
    2,
    3,
    null,
  ]);
});

describe("findMatches", () => {
  it("finds nothing for nothing", () => expect(found("")).toEqual([]));

  it("names recorded layers before nodes, and gives the node of the graph to show", () => {
    const [first, second] = findMatches("stage1_block5_add", layers, structure, null);
    expect(first).toMatchObject({ kind: "layer", layer: "stage1_block5_add", node: "stage1_block5_add:0" });
    expect(second).toMatchObject({ kind: "node", node: "stage1_block5_add", layer: null });
  });

  it("finds blocks, with the scope that they are in", () => {
    expect(found("stage2_block3")[0]).toEqual(["node", "stage2_block3", "block · stage2"]);
  });

  it("takes a number as a neuron of the open layer, if it has so many", () => {
    expect(found("73")).toContainEqual(["neuron", "neuron 73", "hidden"]);
    expect(found("128").filter(([kind]) => kind === "neuron")).toEqual([]);
  });

  it("takes a name and a number as a neuron of each layer so named that has it", () => {
    expect(found("hid 7")).toEqual([
      ["neuron", "neuron 7", "hidden"],
      ["neuron", "neuron 7", "hidden_2"],
    ]);
  });
});
