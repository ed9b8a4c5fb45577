/** Small graphs for tests, written as chains of names. */

import type { GraphAnswer, GraphNode } from "../../src/data/source";

/** A tensor "a:0" for every operation "a"; "block/a" lies in the scope "block"; names in `recorded` are recorded. */
export function chainOf(names: string[], recorded: string[] = []): GraphAnswer {
  return graphOf(
    [["input", ""], ...names.map((name, i): [string, string] => [name, i === 0 ? "input" : names[i - 1]!])],
    recorded,
  );
}

/** Operations with the names of those they read; one that reads nothing is only a tensor, an input. */
export function graphOf(reads: [name: string, from: string][], recorded: string[] = []): GraphAnswer {
  const nodes = new Map<string, GraphNode>();
  const edges: [string, string][] = [];
  for (const [name, from] of reads) {
    if (from !== "") {
      nodes.set(name, { ...nodeOf(name, "operation"), parameters: 12 });
      edges.push([`${from}:0`, name]);
      if (!nodes.has(`${name}:0`)) edges.push([name, `${name}:0`]);
    }
    nodes.set(`${name}:0`, {
      ...nodeOf(name, "tensor"),
      id: `${name}:0`,
      layer: recorded.includes(name) ? name : null,
    });
  }
  return { order: "data flow", nodes: [...nodes.values()], edges };
}

function nodeOf(name: string, kind: GraphNode["kind"]): GraphNode {
  const scope = name.slice(0, Math.max(0, name.lastIndexOf("/")));
  const shape = kind === "tensor" ? [null, 4] : null;
  return {
    id: name,
    kind,
    name,
    type: kind === "operation" ? "Dense" : "",
    function: "",
    scope,
    shape,
    parameters: 0,
    layer: null,
  };
}
