/** Which nodes of a graph are drawn: the members of a folded scope become one rectangle. */

import type { GraphAnswer, GraphNode } from "../data/source";
import type { Edge } from "./order";
import { lastOf, parentOf, scopePath } from "./scopes";

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
  /** Recorded layers that a folded scope hides. */
  hidden: string[];
  /** null for a folded scope. */
  node: GraphNode | null;
}

export interface VisibleGraph {
  nodes: VisibleNode[];
  edges: Edge[];
}

export function scopeId(scope: string): string {
  return `scope:${scope}`;
}

/** The scope that a folded scope's node stands for. */
export function scopeOf(node: VisibleNode): string {
  return node.id.slice(scopeId("").length);
}

/**
 * The graph with the scopes in `folded` drawn as one node each. A tensor that leaves a folded scope stays visible, so that an edge
 * still joins an operation (or scope) and a tensor; nothing leads back into its scope.
 */
export function foldScopes(graph: GraphAnswer, folded: ReadonlySet<string>): VisibleGraph {
  const owners = ownersOf(graph, folded);
  const kept = keptTensors(graph, owners);
  const drawnAs = (id: string) => (owners.get(id) === undefined || kept.has(id) ? id : scopeId(owners.get(id)!));
  const edges = new Map<string, Edge>();
  for (const [from, to] of graph.edges) {
    const isHidden = owners.get(to) !== undefined && owners.get(from) === owners.get(to) && !kept.has(to);
    if (isHidden) continue;
    const ends: Edge = [drawnAs(from), drawnAs(to)];
    const leadsBack = kept.has(from) && ends[1] === scopeId(owners.get(from) ?? "");
    if (ends[0] !== ends[1] && !leadsBack) edges.set(ends.join("\n"), ends);
  }
  return { nodes: visibleNodes(graph, owners, kept), edges: [...edges.values()] };
}

/** The outermost folded scope around every node, by id. */
function ownersOf(graph: GraphAnswer, folded: ReadonlySet<string>): Map<string, string | undefined> {
  const outermost = new Map<string, string | undefined>();
  const ownerIn = (scope: string) => {
    if (!outermost.has(scope))
      outermost.set(
        scope,
        scopePath(scope).find((around) => folded.has(around)),
      );
    return outermost.get(scope);
  };
  return new Map(graph.nodes.map((node) => [node.id, ownerIn(node.scope)]));
}

function keptTensors(graph: GraphAnswer, owners: Map<string, string | undefined>): Set<string> {
  const read = new Set<string>();
  const leaving = new Set<string>();
  for (const [from, to] of graph.edges) {
    read.add(from);
    if (owners.get(from) !== owners.get(to)) leaving.add(from);
  }
  const isKept = ({ id, kind }: GraphNode) =>
    kind === "tensor" && owners.get(id) !== undefined && (leaving.has(id) || !read.has(id));
  return new Set(graph.nodes.filter(isKept).map((node) => node.id));
}

function visibleNodes(graph: GraphAnswer, owners: Map<string, string | undefined>, kept: Set<string>): VisibleNode[] {
  const nodes = new Map<string, VisibleNode>();
  for (const node of graph.nodes) {
    const owner = owners.get(node.id);
    if (owner !== undefined) {
      const scope = nodes.get(scopeId(owner)) ?? foldedScope(owner);
      scope.operations += Number(node.kind === "operation");
      if (node.layer !== null && !kept.has(node.id)) scope.hidden.push(node.layer);
      nodes.set(scope.id, scope);
    }
    if (owner === undefined || kept.has(node.id)) nodes.set(node.id, asVisible(node, owner));
  }
  return [...nodes.values()];
}

function foldedScope(scope: string): VisibleNode {
  const parent = parentOf(scope);
  const label = shortened(lastOf(scope), lastOf(parent));
  return {
    id: scopeId(scope),
    kind: "scope",
    label,
    scope: parent,
    layer: null,
    operations: 0,
    hidden: [],
    node: null,
  };
}

function asVisible(node: GraphNode, owner: string | undefined): VisibleNode {
  const scope = owner === undefined ? node.scope : parentOf(owner);
  const name = owner === undefined ? node.name : (node.layer ?? node.name);
  const label = shortened(shortened(name, scope), lastOf(scope));
  return { id: node.id, kind: node.kind, label, scope, layer: node.layer, operations: 1, hidden: [], node };
}

/** A name without the name that it begins with. */
function shortened(name: string, start: string): string {
  const rest = start !== "" && name.startsWith(start) ? name.slice(start.length) : "";
  return /^[/_.:-]./.test(rest) ? rest.slice(1) : name;
}
