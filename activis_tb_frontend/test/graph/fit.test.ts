import { describe, expect, it } from "vitest";
import { describeNode, nameNode } from "../../src/graph/describe";
import { firstView, rowsHeight, stepTo, stopIn, zoomBounds } from "../../src/graph/fit";
import { foldScopes } from "../../src/graph/fold";
import { layoutGraph } from "../../src/graph/layout";
import { scopeOutlines } from "../../src/graph/outlines";
import { chainOf } from "./graphs";

const measure = (text: string) => 6 * text.length;
const layoutOf = (n: number, recorded: string[] = []) =>
  layoutGraph(
    foldScopes(
      chainOf(
        Array.from({ length: n }, (_, i) => `op_${i}`),
        recorded,
      ),
      new Set(),
    ),
    measure,
  );

describe("firstView", () => {
  it("centers a graph that fits, at scale 1", () => {
    const layout = layoutOf(3);
    const view = firstView(layout, 1000, 118, false, null);
    expect(view.k).toBe(1);
    expect(view.x).toBeCloseTo((1000 - layout.width) / 2);
    expect(view.y).toBeCloseTo(59);
  });

  it("keeps a long chain readable and shows the open layer", () => {
    const layout = layoutOf(60, ["op_30"]);
    const open = layout.nodes.find((node) => node.layer === "op_30")!;
    const view = firstView(layout, 800, 118, false, open);
    expect(view.k).toBeGreaterThanOrEqual(0.8);
    expect(view.k * open.x + view.x).toBeCloseTo(400);
  });

  it("leaves no empty stretch beyond the end of a long chain", () => {
    const layout = layoutOf(60, ["op_59"]);
    const view = firstView(layout, 800, 118, false, layout.nodes.at(-1)!);
    expect(view.k * layout.width + view.x).toBeCloseTo(800 - 48);
  });

  it("survives a picture without a size", () => {
    for (const part of Object.values(firstView(layoutOf(3), 0, 0, true, null))) expect(part).not.toBeNaN();
  });
});

it("the first scale lies within the bounds of zooming", () => {
  const layout = layoutOf(60);
  const [least, most] = zoomBounds(layout, 800, 118);
  expect(least * layout.width).toBeLessThanOrEqual(800);
  expect(most).toBe(4);
});

it("rows get the height that the strip has, never less than they need to be told apart", () => {
  const rows = { ...layoutOf(3), nodes: layoutOf(3).nodes.map((node, i) => ({ ...node, y: 40 * i })) };
  expect(rowsHeight(rows, 2000, 118, false)).toBe(68);
  expect(rowsHeight(rows, 2000, 44, true)).toBe(42);
});

it("arrows lead from recorded tensor to recorded tensor and stop at the ends", () => {
  const { nodes } = layoutOf(5, ["op_1", "op_4"]);
  const [first, last] = [nodes.find((node) => node.layer === "op_1")!, nodes.find((node) => node.layer === "op_4")!];
  expect(stepTo(nodes, first, "ArrowRight")).toBe(last);
  expect(stepTo(nodes, last, "ArrowLeft")).toBe(first);
  expect(stepTo(nodes, last, "ArrowDown")).toBeNull();
  expect(stepTo(nodes, last, "Tab")).toBeNull();
});

it("the outline of a scope encloses its nodes and the outlines of inner scopes", () => {
  const { nodes } = layoutGraph(foldScopes(chainOf(["a", "block/b", "block/inner/c", "d"]), new Set()), measure);
  const [outer, inner] = scopeOutlines(nodes, 1);
  expect([outer!.scope, inner!.scope]).toEqual(["block", "block/inner"]);
  expect(outer!.left).toBeLessThan(nodes.find((node) => node.id === "block/b")!.x - 13);
  expect(outer!.right).toBeGreaterThan(inner!.right);
  expect(outer!.top).toBeLessThan(inner!.top);
  expect(outer!.right).toBeLessThan(nodes.find((node) => node.id === "d")!.x - 13);
});

it("a node is described by name, type, shape and parameters, as far as known", () => {
  const { nodes } = layoutOf(1, ["op_0"]);
  expect(nodes.map(describeNode)).toEqual([
    ["input", "tensor", "n × 4"],
    ["op_0", "Dense", "12 parameters"],
    ["op_0", "tensor with recorded activations", "n × 4"],
  ]);
  expect(nameNode(nodes[2]!, 0)).toBe("Open layer op_0");
  expect(nameNode(nodes[2]!, 2)).toBe("op_0, open as panel 2");
});

it("after folding a scope its rectangle is next to reach, after unfolding its first recorded tensor", () => {
  const graph = chainOf(["a", "block/b", "block/c"], ["a", "block/c"]);
  const stop = (folded: string[]) =>
    stopIn(layoutGraph(foldScopes(graph, new Set(folded)), measure).nodes, "block")?.id;
  expect(stop(["block"])).toBe("scope:block");
  expect(stop([])).toBe("block/c:0");
});
