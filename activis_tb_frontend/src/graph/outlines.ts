/** Frames around the members of unfolded scopes, which name the scope and fold it again. */

import type { PlacedNode } from "./layout";
import { isWithin, lastOf, scopePath } from "./scopes";

export interface Outline {
  scope: string;
  title: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const SIDE = 8;
const [ABOVE, BELOW] = [28, 28];
const NESTED = 4;
const TITLE = 13;

/** How many scopes lie in one another in a scope, itself included. */
function depthOf(scope: string, scopes: string[]): number {
  const inside = scopes.filter((other) => isWithin(other, scope));
  return Math.max(...inside.map((other) => scopePath(other).length)) - scopePath(scope).length + 1;
}

/** Room in pixels that the frames need above and below the names of the nodes. */
export function outlineRoom(scopes: string[]): { above: number; below: number } {
  const depth = Math.max(0, ...[...new Set(scopes)].map((scope) => scopePath(scope).length));
  return depth === 0 ? { above: 0, below: 0 } : { above: TITLE * depth, below: NESTED * (depth - 1) };
}

/** Where a frame's name starts: `start` if the frame begins before it, but within the frame as long as the name fits. */
export function titleStart({ left, right }: Outline, width: number, start: number): number {
  return Math.max(left, Math.min(start, right - width));
}

/** One frame per scope that encloses a visible node, in pixels at `scale`; outer scopes first and larger than inner ones. */
export function scopeOutlines(nodes: PlacedNode[], scale: number): Outline[] {
  const members = new Map<string, PlacedNode[]>();
  for (const node of nodes) {
    for (const scope of scopePath(node.scope)) members.set(scope, [...(members.get(scope) ?? []), node]);
  }
  const scopes = [...members.keys()].sort((a, b) => scopePath(a).length - scopePath(b).length);
  return scopes.map((scope) => {
    const inside = members.get(scope)!;
    const depth = depthOf(scope, scopes);
    const room = NESTED * (depth - 1);
    return {
      scope,
      title: lastOf(scope),
      left: Math.min(...inside.map((node) => node.x * scale - node.halfWidth)) - SIDE - room,
      right: Math.max(...inside.map((node) => node.x * scale + node.halfWidth)) + SIDE + room,
      top: Math.min(...inside.map((node) => node.y * scale)) - ABOVE - TITLE * depth,
      bottom: Math.max(...inside.map((node) => node.y * scale)) + BELOW + room,
    };
  });
}
