/** Names for stretches of a model: by what ends them, or from the first to the last. */

import { lastOf } from "./scopes";
import type { Unit } from "./stretches";

/** A name that no stretch in `used` has; it is added there. */
export function nameStretch(stretch: Unit[], used: Set<string>): string {
  const name = (ending(stretch) ?? span(labelOf(stretch[0]!), labelOf(stretch.at(-1)!))).replaceAll("/", ".");
  let [unused, count] = [name, 1];
  while (used.has(unused)) unused = `${name} (${++count})`;
  used.add(unused);
  return unused;
}

function labelOf({ id, isScope, nodes }: Unit): string {
  return isScope ? lastOf(id) : (nodes.find((node) => node.id === id)?.name ?? id);
}

/** The name that a model's author gave the operation at which a stretch ends, not one that counts operations of a type. */
function ending(stretch: Unit[]): string | null {
  const last = stretch.at(-1)!;
  const operation = last.nodes.find((node) => node.id === last.id);
  if (operation === undefined || !/^(add|concatenate|average|multiply)$/i.test(operation.type)) return null;
  return operation.name.replace(/_?\d+$/, "").toLowerCase() === operation.type.toLowerCase() ? null : operation.name;
}

/** "block_3" to "block_5" is "block_3…5". */
export function span(first: string, last: string): string {
  if (first === last) return first;
  let shared = 0;
  while (shared < first.length && first[shared] === last[shared]) shared++;
  const start = first.slice(0, shared).replace(/\d+$/, "").length;
  const rest = last.slice(start);
  return start > 1 && /^\d/.test(rest) && /^\d/.test(first.slice(start)) ? `${first}…${rest}` : `${first}…${last}`;
}
