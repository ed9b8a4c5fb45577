import { describe, expect, it } from "vitest";
import { describeNode, nameNode } from "../../src/graph/describe";
import {
  anchored,
  firstView,
  glyphScale,
  isWhole,
  keptView,
  naturalHeight,
  wholeView,
  zoomBounds,
} from "../../src/graph/fit";
import { foldScopes } from "../../src/graph/fold";
import { layoutGraph } from "../../src/graph/layout";
import { layoutLine } from "../../src/graph/line";
import { scopeOutlines, titleStart } from "../../src/graph/outlines";
import { tipTop } from "../../src/graph/tip";
import { chainOf, graphOf } from "./graphs";

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
    const view = firstView(layout, 1000, 118, null);
    expect(view.k).toBe(1);
    expect(view.x).toBeCloseTo((1000 - layout.width) / 2);
    expect(view.y).toBeCloseTo(59);
  });

  it("keeps a long chain readable and shows the open layer", () => {
    const layout = layoutOf(60, ["op_30"]);
    const open = layout.nodes.find((node) => node.layer === "op_30")!;
    const view = firstView(layout, 800, 118, open);
    expect(view.k).toBeGreaterThanOrEqual(0.8);
    expect(view.k * open.x + view.x).toBeCloseTo(400);
  });

  it("leaves no empty stretch beyond the end of a long chain", () => {
    const layout = layoutOf(60, ["op_59"]);
    const view = firstView(layout, 800, 118, layout.nodes.at(-1)!);
    expect(view.k * layout.width + view.x).toBeCloseTo(800 - 48);
  });

  it("has room for a name beside the last node, which does not shrink with the distances", () => {
    const layout = { ...layoutOf(60), margin: { left: 10, right: 120, above: 30, below: 30 } };
    const view = firstView(layout, 800, 118, { x: layout.width, y: 0 });
    expect(view.k).toBe(0.8);
    expect(view.k * layout.width + view.x).toBeCloseTo(800 - 48 - 120);
  });

  it("has a strip in its middle, wherever it was dragged", () => {
    const strip = layoutLine(foldScopes(chainOf(["a", "b"]), new Set()), measure);
    expect(firstView(strip, 800, 43, null).y).toBe(21.5);
    expect(keptView({ k: 1, x: 0, y: 40 }, strip, 800, 43).y).toBe(21.5);
  });

  it("survives a picture without a size", () => {
    for (const part of Object.values(firstView(layoutOf(3), 0, 0, null))) expect(part).not.toBeNaN();
  });
});

it("the first scale lies within the bounds of zooming", () => {
  const layout = layoutOf(60);
  const [least, most] = zoomBounds(layout, 800, 118);
  expect(least * layout.width).toBeLessThanOrEqual(800);
  expect(most).toBe(4);
});

it("a graph of many branches is not shrunk below what can be read, and its panel is asked to be as high as it is", () => {
  const reads = Array.from({ length: 8 }, (_, i): [string, string][] => [
    [`b${i}`, "x"],
    ["sum", `b${i}`],
  ]);
  const layout = layoutGraph(foldScopes(graphOf([["x", ""], ...reads.flat()]), new Set()), measure);
  expect(firstView(layout, 1000, 118, null).k).toBe(1);
  expect(naturalHeight(layout, 1000)).toBeGreaterThan(7 * 38);
});

it("the whole view has every node inside", () => {
  const layout = layoutOf(60);
  const view = wholeView(layout, 800, 118);
  expect(view.x).toBeGreaterThan(0);
  expect(view.x + view.k * layout.width).toBeLessThan(800);
});

it("is whole where centers, names and the room at the ends fit", () => {
  const layout = { ...layoutOf(3), width: 400, margin: { left: 10, right: 40, above: 30, below: 30 } };
  // 400 + 10 + 40 + 2 * 48.
  expect([545, 546].map((width) => isWhole(layout, 1, width))).toEqual([false, true]);
});

it("glyphs shrink less than distances, but never so little that they meet", () => {
  expect([2, 1, 0.8, 0.6, 0.1].map(glyphScale)).toEqual([1.3, 1, 0.8, 0.8, expect.closeTo(0.15)]);
});

it("a node that moved in the layout stays where it is on the screen", () => {
  const view = anchored({ k: 2, x: 10, y: 0 }, { x: 100, y: 5 }, { x: 40, y: 5 });
  expect(view).toEqual({ k: 2, x: 130, y: 0 });
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

it("the name of a frame that begins left of the picture stays in sight until the frame ends", () => {
  const outline = { scope: "block", title: "block", left: 100, right: 500, top: 0, bottom: 50 };
  expect([20, 300, 460].map((start) => titleStart(outline, 60, start))).toEqual([100, 300, 440]);
  expect(titleStart({ ...outline, right: 140 }, 60, 120)).toBe(100);
});

it("a tooltip stands below a node where the graph has room, else above, else below after all", () => {
  // 4 pixels of air and 40 of its own.
  expect(tipTop(100, 120, 40, 164)).toBe(124);
  expect(tipTop(100, 120, 40, 163)).toBe(56);
  expect(tipTop(43, 63, 40, 80)).toBe(67);
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
