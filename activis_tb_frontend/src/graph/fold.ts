/** Which nodes of a graph are drawn: the members of a folded scope become one rectangle. */

import type { GraphAnswer, GraphNode } from "../data/source";

export interface VisibleNode {
  id: string;
  kind: "operation" | "tensor" | "scope";
  /** The name without that of the scope around it. */
  label: string;
  /** The unfolded scope around the node, "" at the top. */
  scope: string;
  layer: string | null;
  /** Operations that a folded scope stands for; 1 for any other node. */
  operations: number;
  /** null for a folded scope. */
  node: GraphNode | null;
}

export interface VisibleGraph {
  nodes: VisibleNode[];
  edges: [string, string][];
}

/** "a/b/c" lies in "a", "a/b" and "a/b/c"; outermost first. */
export function scopePath(scope: string): string[] {
  if (scope === "") return [];
  const parts = scope.split("/");
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

export function allScopes(graph: GraphAnswer): Set<string> {
  return new Set(graph.nodes.flatMap((node) => scopePath(node.scope)));
}

export function scopeId(scope: string): string {
  return `scope:${scope}`;
}

/** The scope that a folded scope's node stands for. */
export function scopeOf(node: VisibleNode): string {
  return node.id.slice(scopeId("").length);
}

/**
 * The graph with the scopes in `folded` drawn as one node each. A tensor of a folded scope stays visible when it is recorded or
 * leaves the scope, so that an edge still joins an operation (or scope) and a tensor; nothing leads back into its scope.
 */
export function foldScopes(graph: GraphAnswer, folded: ReadonlySet<string>): VisibleGraph {
  const owners = new Map(
    graph.nodes.map((node) => [node.id, scopePath(node.scope).find((scope) => folded.has(scope))]),
  );
  const kept = keptTensors(graph, owners);
  const drawnAs = (id: string) => (owners.get(id) === undefined || kept.has(id) ? id : scopeId(owners.get(id)!));
  const edges = new Map<string, [string, string]>();
  for (const [from, to] of graph.edges) {
    const ends: [string, string] = [drawnAs(from), drawnAs(to)];
    const leadsBack = kept.has(from) && ends[1] === scopeId(owners.get(from) ?? "");
    if (ends[0] !== ends[1] && !leadsBack) edges.set(JSON.stringify(ends), ends);
  }
  return { nodes: visibleNodes(graph, owners, kept), edges: [...edges.values()] };
}

function keptTensors(graph: GraphAnswer, owners: Map<string, string | undefined>): Set<string> {
  const consumers = new Map<string, string[]>();
  for (const [from, to] of graph.edges) consumers.set(from, [...(consumers.get(from) ?? []), to]);
  const isKept = ({ id, kind, layer }: GraphNode) => {
    if (kind !== "tensor" || owners.get(id) === undefined) return false;
    const readers = consumers.get(id) ?? [];
    return layer !== null || readers.length === 0 || readers.some((reader) => owners.get(reader) !== owners.get(id));
  };
  return new Set(graph.nodes.filter(isKept).map((node) => node.id));
}

function visibleNodes(graph: GraphAnswer, owners: Map<string, string | undefined>, kept: Set<string>): VisibleNode[] {
  const nodes = new Map<string, VisibleNode>();
  for (const node of graph.nodes) {
    const owner = owners.get(node.id);
    if (owner !== undefined) {
      const scope = nodes.get(scopeId(owner)) ?? foldedScope(owner);
      scope.operations += Number(node.kind === "operation");
      nodes.set(scope.id, scope);
    }
    if (owner === undefined || kept.has(node.id)) nodes.set(node.id, asVisible(node, owner));
  }
  return [...nodes.values()];
}

function foldedScope(scope: string): VisibleNode {
  const slash = scope.lastIndexOf("/");
  const parent = scope.slice(0, Math.max(slash, 0));
  return {
    id: scopeId(scope),
    kind: "scope",
    label: scope.slice(slash + 1),
    scope: parent,
    layer: null,
    operations: 0,
    node: null,
  };
}

function asVisible(node: GraphNode, owner: string | undefined): VisibleNode {
  const scope = owner === undefined ? node.scope : foldedScope(owner).scope;
  const rest = scope !== "" && node.name.startsWith(scope) ? node.name.slice(scope.length) : "";
  const label = /^[/_.:-]./.test(rest) ? rest.slice(1) : node.name;
  return { id: node.id, kind: node.kind, label, scope, layer: node.layer, operations: 1, node };
}
