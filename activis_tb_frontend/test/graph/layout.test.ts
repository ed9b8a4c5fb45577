import { describe, expect, it } from "vitest";
import { foldScopes } from "../../src/graph/fold";
import { edgePath, layoutGraph } from "../../src/graph/layout";
import { chainOf, graphOf } from "./graphs";

const measure = (text: string) => 6 * text.length;
const layoutOf = (graph: ReturnType<typeof chainOf>) => layoutGraph(foldScopes(graph, new Set()), measure);
const forked = graphOf(
  [
    ["x", ""],
    ["a", "x"],
    ["b", "x"],
    ["c", "x"],
    ["sum", "a"],
    ["sum", "b"],
    ["sum", "c"],
    ["out", "sum"],
    ["out", "x"],
  ],
  ["a", "out"],
);

describe("layoutGraph", () => {
  it("places every reader right of what it reads", () => {
    const { nodes } = layoutOf(forked);
    const x = new Map(nodes.map((node) => [node.id, node.x]));
    for (const [from, to] of forked.edges) expect(x.get(to)!).toBeGreaterThan(x.get(from)!);
  });

  it("lets no two glyphs overlap", () => {
    const { nodes } = layoutOf(forked);
    for (const a of nodes) {
      for (const b of nodes) {
        const apart =
          Math.abs(a.x - b.x) >= a.halfWidth + b.halfWidth || Math.abs(a.y - b.y) >= a.halfHeight + b.halfHeight;
        expect(a === b || apart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
  });

  it("puts a chain on one line that starts at 0", () => {
    const { nodes, height } = layoutOf(chainOf(["a", "b", "c"]));
    expect(height).toBe(0);
    expect(Math.min(...nodes.map((node) => node.x))).toBe(0);
  });

  it("gives longer names more room", () => {
    const short = layoutOf(chainOf(["a", "b", "c"])).width;
    expect(layoutOf(chainOf(["max_pooling", "max_pooling_1", "max_pooling_2"])).width).toBeGreaterThan(short);
  });

  it("names inputs and recorded tensors below, and their operations by type where the name would be the same", () => {
    const titles = layoutOf(chainOf(["a", "b"], ["b"])).nodes.map((node) => [node.id, node.title]);
    expect(titles).toEqual([
      ["input:0", "input"],
      ["a", "a"],
      ["a:0", ""],
      ["b", "Dense"],
      ["b:0", "b"],
    ]);
  });

  it("places an empty graph", () => {
    expect(layoutOf({ order: "data flow", nodes: [], edges: [] })).toEqual({
      nodes: [],
      edges: [],
      width: 0,
      height: 0,
      margin: { left: 0, right: 0, above: 30, below: 30 },
    });
  });
});

it("an edge is straight on one line and leaves and enters horizontally otherwise", () => {
  expect(
    edgePath(
      [
        { x: 0, y: 5 },
        { x: 10, y: 5 },
      ],
      2,
    ),
  ).toBe("M0 10L20 10");
  expect(
    edgePath(
      [
        { x: 0, y: 0 },
        { x: 10, y: 20 },
      ],
      1,
    ),
  ).toBe("M0 0C5 0 5 20 10 20");
});
