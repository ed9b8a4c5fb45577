import { describe, expect, it } from "vitest";
import { haloShape, variableOf } from "../../src/graph/glyph";
import { elide, fitTitles, nodeSpan, titleAnchor, titleSpan } from "../../src/graph/labels";
import { foldScopes } from "../../src/graph/fold";
import { layoutGraph, type PlacedNode } from "../../src/graph/layout";
import { chainOf, graphOf } from "./graphs";

const measure = (text: string) => 6 * text.length;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function titleBoxes(nodes: PlacedNode[], scale: number): Box[] {
  return fitTitles(nodes, scale, 1, measure).flatMap((title, i) => {
    const node = nodes[i]!;
    const { top, bottom } = titleSpan(node, 1);
    const { x: offset, anchor } = titleAnchor(node, 1);
    const [x, y, width] = [node.x * scale + offset, node.y * scale, measure(title)];
    const left = x - { start: 0, middle: width / 2, end: width }[anchor];
    return title === "" ? [] : [{ left, right: left + width, top: y + top, bottom: y + bottom }];
  });
}

function overlapping(boxes: Box[]): [Box, Box][] {
  const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => meet(a, b))
      .map((b): [Box, Box] => [a, b]),
  );
}

const wide = chainOf(
  Array.from({ length: 12 }, (_, i) => `a_very_long_name_of_a_layer_${i}`),
  ["a_very_long_name_of_a_layer_3"],
);
const tall = graphOf(
  [
    ["x", ""],
    ["first_branch", "x"],
    ["second_branch", "x"],
    ["third_branch", "x"],
    ["sum", "first_branch"],
    ["sum", "second_branch"],
    ["sum", "third_branch"],
  ],
  ["first_branch", "second_branch", "third_branch", "sum"],
);

describe("fitTitles", () => {
  it.each([0.3, 0.8, 1, 2])("lets no two names overlap at scale %d", (scale) => {
    for (const graph of [wide, tall]) {
      const layout = layoutGraph(foldScopes(graph, new Set()), measure);
      expect(overlapping(titleBoxes(layout.nodes, scale))).toEqual([]);
    }
  });

  it("shows more of a name when zoomed in", () => {
    const { nodes } = layoutGraph(foldScopes(wide, new Set()), measure);
    const shown = (scale: number) => fitTitles(nodes, scale, 1, measure).join("").length;
    expect(shown(2)).toBeGreaterThan(shown(1));
    expect(fitTitles(nodes, 3, 1, measure)).toEqual(nodes.map((node) => node.title));
  });
});

describe("names beside branches", () => {
  const { nodes, width, margin } = layoutGraph(foldScopes(tall, new Set()), measure);
  const node = (id: string) => nodes.find((node) => node.id === id)!;

  it("puts those of inputs to the left and of outputs to the right, in the margins", () => {
    expect(nodes.filter(({ kind }) => kind === "tensor").map(({ id, side }) => [id, side])).toEqual([
      ["x:0", "left"],
      ["first_branch:0", "below"],
      ["second_branch:0", "below"],
      ["third_branch:0", "below"],
      ["sum:0", "right"],
    ]);
    expect([node("x:0").x, margin.left]).toEqual([0, 5 + 6 + 6]);
    expect([node("sum:0").x, margin.right]).toEqual([width, 8.5 + 6 + 18]);
  });

  it("cuts a name beside a node where the next glyph starts", () => {
    const end = { ...node("sum:0"), title: "a_long_name_of_an_output", x: 0, y: 0 };
    const next = { ...node("sum"), title: "", x: 100, y: 0 };
    // From 8.5 + 6 to 100 - 13 - 4: 68.5 pixels, 11 characters.
    expect(fitTitles([end, next], 1, 1, measure)[0]).toBe("a_long_nam…");
    expect(fitTitles([end], 1, 1, measure)[0]).toBe("a_long_name_of_an_output");
  });

  it("leaves names of a chain below", () => {
    const chain = layoutGraph(foldScopes(wide, new Set()), measure).nodes;
    expect(new Set(chain.filter(({ kind }) => kind === "tensor").map(({ side }) => side))).toEqual(new Set(["below"]));
  });
});

it("leaves what lights a glyph up outside of its name", () => {
  const { nodes } = layoutGraph(foldScopes(tall, new Set()), measure);
  const [operation, tensor] = ["first_branch", "first_branch:0"].map((id) => nodes.find((node) => node.id === id)!);
  for (const glyph of [0.8, 1, 1.3]) {
    // A line of 2 pixels around 8 + 3 pixels, and around 8.5 + 4 pixels; letters start 2 pixels below their line's top.
    expect(-titleSpan(operation!, glyph).bottom).toBeGreaterThan((8 + 3 + 1) * glyph);
    expect(titleSpan(tensor!, glyph).top + 2).toBeGreaterThan((8.5 + 4 + 1) * glyph + 1);
    expect(haloShape(tensor!, variableOf).attributes.r).toBe(8.5 + 4);
    expect(haloShape(operation!, variableOf).attributes.y).toBe(-8 - 3);
  }
});

it("a node takes the room of its glyph, and of its name where that is drawn", () => {
  const { nodes } = layoutGraph(foldScopes(tall, new Set()), measure);
  const operation = nodes.find(({ id }) => id === "first_branch")!;
  expect(nodeSpan(operation, 1, false)).toEqual({ top: -8, bottom: 8 });
  // The glyph's 8, 4 that light up, 1 of air and a line of 13.
  expect(nodeSpan(operation, 1, true)).toEqual({ top: -26, bottom: 8 });
});

describe("elide", () => {
  it("leaves a name that fits", () => expect(elide("dense_12", 48, measure)).toBe("dense_12"));
  it("keeps the number that tells names apart", () => expect(elide("max_pooling_12", 48, measure)).toBe("max_p…12"));
  it("keeps it alone where there is room for nothing else", () =>
    expect([24, 18].map((room) => elide("max_pooling_12", room, measure))).toEqual(["m…12", "…12"]));
  it("drops the number where there is no room for it", () => expect(elide("max_pooling_123", 18, measure)).toBe("ma…"));
  it("draws nothing rather than one letter", () => expect(elide("max_pooling", 12, measure)).toBe(""));
});
