import { describe, expect, it } from "vitest";
import { foldScopes } from "../../src/graph/fold";
import { cutIntoParts, foldAtFirst, unfold } from "../../src/graph/parts";
import { chainOf, graphOf } from "./graphs";

const numbered = (n: number, name = (i: number) => `op_${i}`) => Array.from({ length: n }, (_, i) => name(i));

describe("foldAtFirst", () => {
  it("folds nothing up to the limit of visible nodes", () => {
    expect(foldAtFirst(chainOf(numbered(20)), 41).folded.size).toBe(0);
  });

  it("folds all scopes above the limit", () => {
    const { folded } = foldAtFirst(chainOf(numbered(20, (i) => `block${i % 2}/op_${i}`)), 40);
    expect([...folded].sort()).toEqual(["block0", "block1"]);
  });

  it("shows at most 150 nodes of a chain of 2,000 operations without scopes", () => {
    const { graph, folded } = foldAtFirst(chainOf(numbered(2000), ["op_700", "op_1999"]));
    const visible = foldScopes(graph, folded);
    expect(visible.nodes.length).toBeLessThanOrEqual(150);
    expect(visible.nodes.filter((node) => node.layer !== null).map((node) => node.layer)).toEqual([
      "op_700",
      "op_1999",
    ]);
  });
});

describe("cutIntoParts", () => {
  it("cuts residual blocks where they fork and names them by what their operations share", () => {
    const reads: [string, string][] = [["x", ""]];
    let last = "x";
    for (let block = 0; block < 30; block++) {
      const [conv, norm, add] = [`block${block}_conv`, `block${block}_norm`, `block${block}_add`];
      reads.push([conv, last], [norm, conv], [add, norm], [add, last]);
      last = add;
    }
    const scopes = cutIntoParts(graphOf(reads))
      .nodes.filter((node) => node.kind === "operation")
      .map((node) => node.scope);
    expect(scopes).toEqual(Array.from({ length: 90 }, (_, i) => `block${Math.floor(i / 3)}`));
  });

  it("leaves scopes that exist as they are", () => {
    const graph = cutIntoParts(chainOf([...numbered(5), "block/a", ...numbered(5, (i) => `late_${i}`)]));
    expect(graph.nodes.find((node) => node.id === "block/a")?.scope).toBe("block");
    expect(graph.nodes.find((node) => node.id === "op_0")?.scope).not.toBe(
      graph.nodes.find((node) => node.id === "late_0")?.scope,
    );
  });

  it("never makes parts that feed each other in a circle", () => {
    const { edges } = (({ graph, folded }) => foldScopes(graph, folded))(foldAtFirst(chainOf(numbered(500))));
    const next = new Map(edges);
    let [at, steps] = ["input:0", 0];
    for (; next.has(at); steps++) at = next.get(at)!;
    expect(steps).toBe(edges.length);
  });
});

describe("unfold", () => {
  const graph = chainOf([...numbered(6, (i) => `a/op_${i}`), ...numbered(6, (i) => `b/op_${i}`)]);

  it("opens one scope and leaves the others", () => {
    expect(unfold(graph, new Set(["a", "b"]), "a")).toEqual(new Set(["b"]));
  });

  it("folds the others again when too much would be visible", () => {
    expect(unfold(graph, new Set(["b"]), "b", 20)).toEqual(new Set(["a"]));
  });
});
