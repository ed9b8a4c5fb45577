/** Blocks that only the names of operations tell: conv2_block1_1_conv lies in conv2, and there in conv2_block1. */

import type { GraphAnswer, GraphNode } from "../data/source";
import { readersOf, topologicalOrder } from "./order";
import { inScope } from "./scopes";

const SMALLEST = 3;
const SMALLEST_INNER = 4;

interface Block {
  scope: string;
  prefix: string;
  /** Ids of its operations and of the tensors that these make. */
  members: Set<string>;
}

/**
 * The graph with a scope for every block of operations of one scope whose names begin alike. Such operations are a block when each
 * is joined to another one and no path leaves them and comes back. Names that only count what is alike (conv_1, conv_2) make none.
 */
export function nameBlocks(graph: GraphAnswer): GraphAnswer {
  const scopes = new Map<string, string>();
  const flow = flowOf(graph);
  const levels = new Map<string, GraphNode[]>();
  for (const node of graph.nodes.filter(({ kind }) => kind === "operation")) {
    if (!levels.has(node.scope)) levels.set(node.scope, []);
    levels.get(node.scope)!.push(node);
  }
  for (const [scope, operations] of levels) nameWithin(operations, "", scope, flow, scopes);
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, scope: scopes.get(node.id) ?? node.scope })) };
}

interface Flow {
  readers: Map<string, string[]>;
  place: Map<string, number>;
}

function flowOf(graph: GraphAnswer): Flow {
  const ids = graph.nodes.map(({ id }) => id);
  const place = new Map(topologicalOrder(ids, graph.edges).map((id, i) => [id, i]));
  return { readers: readersOf(ids, graph.edges), place };
}

function nameWithin(
  operations: GraphNode[],
  prefix: string,
  scope: string,
  flow: Flow,
  scopes: Map<string, string>,
): void {
  const blockOf = new Map<string, Block>();
  for (const [start, alike] of alikeAfter(operations, prefix)) {
    if (alike.some(({ id }) => blockOf.has(id))) continue;
    if (alike.length < (prefix === "" ? SMALLEST : SMALLEST_INNER) || alike.length === operations.length) continue;
    const members = new Set(alike.flatMap(({ id }) => [id, ...(flow.readers.get(id) ?? [])]));
    const block = { scope: inScope(scope, start.replaceAll("/", ".")), prefix: start, members };
    if (!isJoined(alike, members, flow) || comesBack(block, blockOf, flow)) continue;
    for (const member of members) blockOf.set(member, block);
  }
  for (const [id, block] of blockOf) scopes.set(id, block.scope);
  for (const block of new Set(blockOf.values())) {
    const inside = operations.filter(({ id }) => block.members.has(id));
    nameWithin(inside, block.prefix, block.scope, flow, scopes);
  }
}

/** Operations by the words that their names begin with, longer than `prefix`; few words first. */
function alikeAfter(operations: GraphNode[], prefix: string): [string, GraphNode[]][] {
  const alike = new Map<string, GraphNode[]>();
  for (const operation of operations) {
    for (const { index } of operation.name.matchAll(/[_./:-]/g)) {
      if (index === 0 || index <= prefix.length) continue;
      const start = operation.name.slice(0, index);
      if (!alike.has(start)) alike.set(start, []);
      alike.get(start)!.push(operation);
    }
  }
  return [...alike].filter(([start, those]) => !isCount(start, those)).sort(([a], [b]) => a.length - b.length);
}

/** Whether names go on with a number only: block_0_add, block_1_add make no block "block". */
function isCount(start: string, operations: GraphNode[]): boolean {
  return (
    !/\d[a-z]?$/i.test(start) && operations.every(({ name }) => /^[_./:-]\d+([_./:-]|$)/.test(name.slice(start.length)))
  );
}

function isJoined(operations: GraphNode[], members: Set<string>, { readers }: Flow): boolean {
  const joined = new Set<string>();
  for (const { id } of operations) {
    const next = (readers.get(id) ?? []).flatMap((tensor) => readers.get(tensor) ?? []).filter((to) => members.has(to));
    for (const to of next) joined.add(id).add(to);
  }
  return operations.every(({ id }) => joined.has(id));
}

/** Whether a path leaves the block and enters it again, perhaps through blocks that were found before. */
function comesBack(block: Block, blockOf: Map<string, Block>, { readers, place }: Flow): boolean {
  const last = Math.max(...[...block.members].map((id) => place.get(id)!));
  const seen = new Set(block.members);
  const ready = [...block.members].flatMap((id) => readers.get(id) ?? []).filter((id) => !seen.has(id));
  for (const id of ready) {
    if (seen.has(id)) continue;
    const all = blockOf.get(id)?.members ?? [id];
    for (const member of all) seen.add(member);
    for (const next of [...all].flatMap((member) => readers.get(member) ?? [])) {
      if (block.members.has(next)) return true;
      if (!seen.has(next) && (place.get(next)! <= last || blockOf.has(next))) ready.push(next);
    }
  }
  return false;
}
