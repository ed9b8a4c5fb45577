import { describe, expect, it } from "vitest";
import type { GraphAnswer } from "../../src/data/source";
import { foldScopes } from "../../src/graph/fold";
import { layoutGraph } from "../../src/graph/layout";
import { shownAs } from "../../src/graph/locate";
import {
  fold,
  foldedScopes,
  MOST_NODES,
  OPENING_NODES,
  structureOf,
  unfold,
  unfoldTo,
} from "../../src/graph/structure";
import { random, residual } from "./deep";
import { chainOf } from "./graphs";

const numbered = (n: number, name = (i: number) => `op_${i}`) => Array.from({ length: n }, (_, i) => name(i));
const measure = (text: string) => 6 * text.length;

function shown(graph: GraphAnswer, unfolded?: ReadonlySet<string>) {
  const structure = structureOf(graph);
  return foldScopes(structure.graph, foldedScopes(structure.scopes, unfolded ?? structure.opening));
}

function labels(graph: GraphAnswer): string[] {
  return shown(graph)
    .nodes.filter(({ kind }) => kind !== "tensor")
    .map(({ label }) => label);
}

/** Every pair of nodes whose glyphs meet, by id. */
function meeting(visible: ReturnType<typeof foldScopes>): string[] {
  const { nodes } = layoutGraph(visible, measure);
  return nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .filter(
        (b) => Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth && Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight,
      )
      .map((b) => `${a.id} and ${b.id}`),
  );
}

describe("structureOf", () => {
  it("leaves a small graph as it is, with its scopes unfolded", () => {
    const structure = structureOf(chainOf(["a", "block/b", "block/c"]));
    expect([...structure.scopes]).toEqual(["block"]);
    expect([...structure.opening]).toEqual(["block"]);
  });

  it("finds the stages and blocks of a flat residual network by the names of its layers", () => {
    const { scopes } = structureOf(residual(4, 6));
    expect(scopes).toContain("stage2");
    expect(scopes).toContain("stage2/stage2_block5");
    expect(labels(residual(4, 6))).toEqual(["stem", "stage0", "stage1", "stage2", "stage3", "pool", "classes"]);
  });

  it("keeps a recorded tensor at the end of a stage visible and says which others a stage hides", () => {
    const { nodes } = shown(residual(4, 6, ["stage1_block5_add", "stage2_block2_add"]));
    expect(nodes.find(({ layer }) => layer === "stage1_block5_add")).toBeDefined();
    expect(nodes.find(({ id }) => id === "scope:stage2")?.hidden).toEqual(["stage2_block2_add"]);
  });

  it("joins many blocks of one kind to ranges that end at recorded layers", () => {
    const blocks = numbered(24, (i) => `block_${i}`).flatMap((block) => [`${block}/a`, `${block}/b`, `${block}/c`]);
    const names = labels(chainOf(["embed", ...blocks, "head"], ["block_5/c", "block_11/c"]));
    expect(names[0]).toBe("embed");
    expect(names).toContain("block_4…5");
    expect(names).toContain("block_10…11");
    expect(names.length).toBeLessThan(20);
  });

  it("names a stretch of a chain by its ends and makes no block of names that only count", () => {
    const [first, ...others] = labels(chainOf(numbered(200)));
    expect(first).toMatch(/^op_0…\d+$/);
    expect(others.every((name) => /^op_\d+…\d+$/.test(name))).toBe(true);
  });

  it("never makes a block that a path leaves and enters again", () => {
    const graph = chainOf([...numbered(30), "a_1x", "other", "a_2x", "a_3x", ...numbered(30, (i) => `late_${i}`)]);
    expect(structureOf(graph).scopes).not.toContain("a");
  });

  it("unfolds a model that is one scope, so that its parts are seen", () => {
    const inner = residual(4, 6).nodes.filter(({ name }) => !["image", "classes"].includes(name));
    const within = new Set(inner.map(({ id }) => id));
    const graph = residual(4, 6);
    const nodes = graph.nodes.map((node) => (within.has(node.id) ? { ...node, scope: "backbone" } : node));
    expect(labels({ ...graph, nodes })).toContain("stage3");
  });

  it.each([
    ["residual", residual(10, 24)],
    ["chain", chainOf(numbered(1000), ["op_700"])],
  ])("opens a %s of 2,000 nodes with about 40", (_, graph) => {
    expect(graph.nodes.length).toBeGreaterThan(1900);
    expect(shown(graph).nodes.length).toBeLessThanOrEqual(OPENING_NODES + 8);
  });
});

describe("unfolding", () => {
  const structure = structureOf(residual(10, 24));

  it("opens a scope and all around it, folding closes it and all in it", () => {
    const opened = unfold(structure, structure.opening, "stage1");
    expect(opened).toContain("stage1");
    const [inner] = [...structure.scopes].filter((scope) => scope.startsWith("stage1/"));
    expect(fold(new Set([...opened, inner!]), "stage1")).toEqual(structure.opening);
  });

  it("never shows more than what can be placed in a blink", () => {
    let unfolded = structure.opening;
    for (const scope of [...structure.scopes].filter((_, i) => i % 9 === 0)) {
      unfolded = unfold(structure, unfolded, scope);
      expect(unfolded).toContain(scope);
      const { nodes } = foldScopes(structure.graph, foldedScopes(structure.scopes, unfolded));
      expect(nodes.length).toBeLessThanOrEqual(MOST_NODES + 30);
    }
  });

  it("brings any node to sight", () => {
    const id = "stage7_block13_norm";
    const visible = (unfolded: ReadonlySet<string>) =>
      foldScopes(structure.graph, foldedScopes(structure.scopes, unfolded));
    expect(shownAs(structure.graph, visible(structure.opening), id)).toBe("scope:stage7");
    expect(shownAs(structure.graph, visible(unfoldTo(structure, structure.opening, id)), id)).toBe(id);
  });
});

describe("no two visible nodes overlap", () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))("in random graph %i, at first and unfolded", (seed) => {
    const graph = random(20 + seed * 25, seed + 1, 2 + (seed % 5));
    const structure = structureOf(graph);
    let unfolded = structure.opening;
    expect(meeting(shown(graph))).toEqual([]);
    for (const scope of [...structure.scopes].slice(0, 3)) {
      unfolded = unfold(structure, unfolded, scope);
      expect(meeting(foldScopes(structure.graph, foldedScopes(structure.scopes, unfolded)))).toEqual([]);
    }
  });
});
