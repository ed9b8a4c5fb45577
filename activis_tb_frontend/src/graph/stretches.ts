/** Cuts a level of a graph that shows too much at once into stretches of the data flow, which fold like scopes. */

import type { GraphAnswer, GraphNode } from "../data/source";
import { carriedAfter, topologicalOrder, type Edge } from "./order";
import { inScope, isWithin, scopePath } from "./scopes";
import { nameStretch } from "./stretchNames";

/** Operations and scopes of a level that are shown at once; with their tensors twice as many nodes. */
export const MOST_UNITS = 19;
const STRETCHES = 14;
/** More recorded layers than this say nothing about where a model has its joints. */
const MOST_JOINTS = 12;
/** More units than this are cut anywhere. */
const UNREADABLE = 60;

/** An operation of a level with its tensors, or a scope in it with all that it holds. */
export interface Unit {
  /** The operation's id or the scope. */
  id: string;
  isScope: boolean;
  nodes: GraphNode[];
}

/** The graph with scopes put between, until no level has more than `most` operations and scopes, where it can be cut. */
export function cutLevels(graph: GraphAnswer, most = MOST_UNITS): GraphAnswer {
  let nodes = graph.nodes;
  const waiting = [""];
  for (const scope of waiting) {
    const units = unitsOf(nodes, graph.edges, scope);
    const stretches = units.length > most ? cutUnits(units, graph.edges) : [];
    const moved = new Map(stretches.length > 1 ? innerScopes(stretches, scope) : []);
    if (moved.size > 0) nodes = nodes.map((node) => ({ ...node, scope: moved.get(node.id) ?? node.scope }));
    waiting.push(...childScopes(nodes, scope));
  }
  return { ...graph, nodes };
}

function childScopes(nodes: GraphNode[], scope: string): Set<string> {
  const depth = scopePath(scope).length;
  const inside = nodes.filter((node) => node.scope !== scope && isWithin(node.scope, scope));
  return new Set(inside.map((node) => scopePath(node.scope)[depth]!));
}

/** Units in the order of the flow; an input of the model belongs to none. */
function unitsOf(nodes: GraphNode[], edges: Edge[], scope: string): Unit[] {
  const depth = scopePath(scope).length;
  const producer = new Map(edges.map(([from, to]) => [to, from]));
  const units = new Map<string, Unit>();
  for (const node of nodes) {
    if (!isWithin(node.scope, scope)) continue;
    const child = scopePath(node.scope)[depth];
    const id = child ?? (node.kind === "operation" ? node.id : producer.get(node.id));
    if (id === undefined) continue;
    const unit = units.get(id) ?? { id, isScope: child !== undefined, nodes: [] };
    unit.nodes.push(node);
    units.set(id, unit);
  }
  const order = topologicalOrder([...units.keys()], edgesBetween([...units.values()], edges));
  return order.map((id) => units.get(id)!);
}

function edgesBetween(units: Unit[], edges: Edge[]): Edge[] {
  const unitOf = new Map(units.flatMap(({ id, nodes }) => nodes.map((node) => [node.id, id] as const)));
  const between = new Map<string, Edge>();
  for (const [from, to] of edges) {
    const [a, b] = [unitOf.get(from), unitOf.get(to)];
    if (a !== undefined && b !== undefined && a !== b) between.set(`${a}\n${b}`, [a, b]);
  }
  return [...between.values()];
}

/**
 * Stretches of about equal length. One ends where a single unit is all that is read later: at a recorded layer, between operations and
 * scopes, or when it is long enough or would become far too long up to the next such place. Without such a place parallel branches
 * are cut through only if there is far too much.
 */
function cutUnits(units: Unit[], edges: Edge[]): Unit[][] {
  const carried = carriedAfter(
    units.map(({ id }) => id),
    edgesBetween(units, edges),
  );
  const joints = jointsOf(units);
  const share = Math.max(2, Math.ceil(units.length / STRETCHES));
  const stretches: Unit[][] = [[]];
  units.forEach((unit, i) => {
    const stretch = stretches.at(-1)!;
    stretch.push(unit);
    const next = carried.findIndex((count, j) => j > i && count <= 1);
    const isLong = stretch.length >= share || (2 * stretch.length >= share && stretch.length + next - i > 1.5 * share);
    const isCut = carried[i]! <= 1 && (isLong || joints[i]);
    if (isCut || (units.length > UNREADABLE && stretch.length >= 3 * share)) stretches.push([]);
  });
  return stretches.filter(isWorthFolding);
}

/** Whether a model has a joint after a unit; what it has too many of are none. */
function jointsOf(units: Unit[]): boolean[] {
  const landmarks = units.map(({ nodes }) => nodes.some(({ layer }) => layer !== null));
  const changes = units.map(({ isScope }, i) => i + 1 < units.length && isScope !== units[i + 1]!.isScope);
  const few = [landmarks, changes].filter((joints) => joints.filter(Boolean).length <= MOST_JOINTS);
  return units.map((_, i) => few.some((joints) => joints[i]));
}

function isWorthFolding(stretch: Unit[]): boolean {
  return (
    stretch.length > 1 && stretch.flatMap(({ nodes }) => nodes).filter(({ kind }) => kind === "operation").length > 2
  );
}

/** The new scope of every node of the stretches. */
function innerScopes(stretches: Unit[][], scope: string): [string, string][] {
  const used = new Set<string>();
  return stretches.flatMap((stretch) => {
    const inner = inScope(scope, nameStretch(stretch, used));
    const within = (node: GraphNode) => node.scope.slice(scope === "" ? 0 : scope.length + 1);
    return stretch.flatMap(({ nodes }) =>
      nodes.map((node): [string, string] => [node.id, inScope(inner, within(node))]),
    );
  });
}
