import { describe, expect, it } from "vitest";
import { foldScopes } from "../../src/graph/fold";
import { layoutGraph } from "../../src/graph/layout";
import { layoutLine } from "../../src/graph/line";
import { stepTo } from "../../src/graph/walk";
import { residual } from "./deep";
import { graphOf } from "./graphs";

const measure = (text: string) => 6 * text.length;
const forked = graphOf([
  ["x", ""],
  ["a", "x"],
  ["b", "x"],
  ["sum", "a"],
  ["sum", "b"],
]);

describe("arrow keys", () => {
  const layout = layoutGraph(foldScopes(forked, new Set()), measure);
  const from = (id: string, key: string) =>
    stepTo(layout, layout.nodes.find((node) => node.id === id)!, key)?.id ?? null;

  it("follow the edges", () => {
    expect(from("a", "ArrowRight")).toBe("a:0");
    expect(from("a:0", "ArrowRight")).toBe("sum");
    expect(from("b", "ArrowLeft")).toBe("x:0");
  });

  it("go from branch to branch", () => {
    const [upper, lower] = ["a", "b"].sort(
      (one, other) => layout.nodes.find(({ id }) => id === one)!.y - layout.nodes.find(({ id }) => id === other)!.y,
    ) as [string, string];
    expect(from(upper, "ArrowDown")).toBe(lower);
    expect(from(lower, "ArrowUp")).toBe(upper);
    expect(from(lower, "ArrowDown")).toBeNull();
  });

  it("stop at the ends, which Home and End reach", () => {
    expect(from("x:0", "ArrowLeft")).toBeNull();
    expect(from("sum", "Home")).toBe("x:0");
    expect(from("x:0", "End")).toBe("sum:0");
    expect(from("x:0", "Tab")).toBeNull();
  });
});

describe("a graph folded to a line", () => {
  const layout = layoutLine(foldScopes(residual(2, 2), new Set()), measure);

  it("has all nodes side by side in the order of the flow", () => {
    const x = new Map(layout.nodes.map((node) => [node.id, node.x]));
    expect(new Set(layout.nodes.map(({ y }) => y))).toEqual(new Set([0]));
    for (const { ends } of layout.edges) expect(x.get(ends[1])!).toBeGreaterThan(x.get(ends[0])!);
    layout.nodes.slice(1).forEach((node, i) => {
      const before = layout.nodes[i]!;
      expect(node.x - before.x).toBeGreaterThan(node.halfWidth + before.halfWidth);
    });
  });

  it("leads edges that skip nodes above them", () => {
    const skipping = layout.edges.find(({ id }) => id === "stem:0\nstage0_block0_add")!;
    expect(Math.min(...skipping.points.map(({ y }) => y))).toBeLessThan(-14);
    expect(layout.edges.find(({ id }) => id === "stem\nstem:0")!.points).toHaveLength(2);
  });
});
