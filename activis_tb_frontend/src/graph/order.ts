/** The order in which data flows through a graph, and how much of it is under way at each place. */

/** The ids of the nodes at its start and its end. */
export type Edge = [string, string];

/**
 * Producers before readers, ties in the order given; what reads nothing comes right before its first reader, and nodes of a circle
 * come last.
 */
export function topologicalOrder(ids: string[], edges: Edge[]): string[] {
  const missing = new Map(ids.map((id) => [id, 0]));
  const readers = readersOf(ids, edges);
  for (const [from, to] of edges) if (missing.has(from) && missing.has(to)) missing.set(to, missing.get(to)! + 1);
  const ready = ids.filter((id) => missing.get(id) === 0);
  const sources = new Set(ready);
  for (const id of ready) {
    for (const reader of readers.get(id)!) {
      missing.set(reader, missing.get(reader)! - 1);
      if (missing.get(reader) === 0) ready.push(reader);
    }
  }
  const reached = new Set(ready);
  return sourcesLate([...ready, ...ids.filter((id) => !reached.has(id))], sources, readers);
}

function sourcesLate(order: string[], sources: Set<string>, readers: Map<string, string[]>): string[] {
  const places = new Map(order.map((id, i) => [id, i]));
  const placeOf = (id: string) =>
    sources.has(id)
      ? Math.min(order.length, ...readers.get(id)!.map((reader) => places.get(reader)!)) - 0.5
      : places.get(id)!;
  const keyed = order.map((id): [string, number] => [id, placeOf(id)]);
  return keyed.sort((a, b) => a[1] - b[1]).map(([id]) => id);
}

/** Where every node leads to, by id; edges from or to a node that is not among `ids` are left out. */
export function readersOf(ids: string[], edges: Edge[]): Map<string, string[]> {
  const readers = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const [from, to] of edges) if (readers.has(to)) readers.get(from)?.push(to);
  return readers;
}

/** How many nodes up to each place of the order are still read by nodes after it. */
export function carriedAfter(order: string[], edges: Edge[]): number[] {
  const places = new Map(order.map((id, i) => [id, i]));
  const lastRead = order.map((_, i) => i);
  for (const [from, to] of edges) {
    const place = places.get(from);
    if (place !== undefined) lastRead[place] = Math.max(lastRead[place]!, places.get(to) ?? 0);
  }
  const changes = new Array<number>(order.length + 1).fill(0);
  lastRead.forEach((last, i) => {
    changes[i]! += Number(last > i);
    changes[last]! -= Number(last > i);
  });
  let carried = 0;
  return order.map((_, i) => (carried += changes[i]!));
}
