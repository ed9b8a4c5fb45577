import { describe, expect, it } from "vitest";
import { foldScopes } from "../../src/graph/fold";
import { allScopes, isWithin, scopePath } from "../../src/graph/scopes";
import { chainOf, graphOf } from "./graphs";

const ids = (graph: ReturnType<typeof foldScopes>) => graph.nodes.map((node) => node.id);

describe("foldScopes", () => {
  it("leaves a graph alone when nothing is folded", () => {
    const graph = chainOf(["a", "block/b"]);
    const visible = foldScopes(graph, new Set());
    expect(ids(visible)).toEqual(graph.nodes.map((node) => node.id));
    expect(visible.edges).toEqual(graph.edges);
  });

  it("draws a folded scope as one node between the tensors that enter and leave it", () => {
    const visible = foldScopes(chainOf(["a", "block/b", "block/c", "d"]), new Set(["block"]));
    expect(ids(visible)).toEqual(["input:0", "a", "a:0", "scope:block", "block/c:0", "d", "d:0"]);
    expect(visible.edges).toContainEqual(["a:0", "scope:block"]);
    expect(visible.edges).toContainEqual(["scope:block", "block/c:0"]);
    expect(visible.edges).toContainEqual(["block/c:0", "d"]);
    expect(visible.edges).toHaveLength(6);
    expect(visible.nodes.find((node) => node.id === "scope:block")?.operations).toBe(2);
  });

  it("hides a recorded tensor in its folded scope, which knows it, and keeps one that leaves it", () => {
    const visible = foldScopes(chainOf(["block/b", "block/c", "d"], ["block/b", "block/c"]), new Set(["block"]));
    expect(ids(visible)).toEqual(["input:0", "scope:block", "block/c:0", "d", "d:0"]);
    expect(visible.nodes.find((node) => node.id === "scope:block")?.hidden).toEqual(["block/b"]);
    expect(visible.nodes.find((node) => node.id === "block/c:0")?.layer).toBe("block/c");
  });

  it("folds the outermost of nested scopes, and the inner one once the outer is unfolded", () => {
    const graph = chainOf(["a/b/c", "d"]);
    expect(ids(foldScopes(graph, new Set(["a", "a/b"])))).toContain("scope:a");
    const inner = foldScopes(graph, new Set(["a/b"])).nodes.find((node) => node.id === "scope:a/b");
    expect(inner).toMatchObject({ label: "b", scope: "a" });
  });

  it("joins an operation or scope and a tensor by every edge, also between two folded scopes", () => {
    const graph = graphOf([
      ["x", ""],
      ["one/a", "x"],
      ["one/b", "one/a"],
      ["two/c", "one/b"],
      ["two/d", "two/c"],
    ]);
    const visible = foldScopes(graph, allScopes(graph));
    const kinds = new Map(visible.nodes.map((node) => [node.id, node.kind]));
    for (const ends of visible.edges) expect(ends.filter((id) => kinds.get(id) === "tensor")).toHaveLength(1);
  });

  it("labels a node without the scope that its name repeats", () => {
    expect(foldScopes(chainOf(["block/b"]), new Set()).nodes.map((node) => node.label)).toEqual(["input", "b", "b"]);
    const folded = foldScopes(chainOf(["block/b"]), new Set(["block"]));
    expect(folded.nodes.map((node) => node.label)).toEqual(["input", "block", "block/b"]);
  });
});

it("a scope path runs from the outermost scope inwards", () => {
  expect(scopePath("a/b/c")).toEqual(["a", "a/b", "a/b/c"]);
  expect(scopePath("")).toEqual([]);
});

it("a scope lies in itself and in what is around it, not in one whose name only begins alike", () => {
  expect(["block", "block/a", "block_1", ""].map((scope) => isWithin(scope, "block"))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isWithin("anything", "")).toBe(true);
});
