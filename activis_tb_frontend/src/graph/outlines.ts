/** Frames around the members of unfolded scopes, which name the scope and fold it again. */

import { scopePath } from "./fold";
import type { PlacedNode } from "./layout";

export interface Outline {
  scope: string;
  title: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const SIDE = 8;
const ABOVE = 25;
const BELOW = 27;
const NESTED = 4;

/** One frame per scope that encloses a visible node, in pixels at `scale`; outer scopes first and larger than inner ones. */
export function scopeOutlines(nodes: PlacedNode[], scale: number): Outline[] {
  const members = new Map<string, PlacedNode[]>();
  for (const node of nodes) {
    for (const scope of scopePath(node.scope)) members.set(scope, [...(members.get(scope) ?? []), node]);
  }
  const scopes = [...members.keys()].sort((a, b) => scopePath(a).length - scopePath(b).length);
  return scopes.map((scope) => {
    const inside = members.get(scope)!;
    const levels = Math.max(
      ...scopes
        .filter((other) => other === scope || other.startsWith(`${scope}/`))
        .map((other) => scopePath(other).length),
    );
    const room = NESTED * (levels - scopePath(scope).length);
    const titleRoom = 13 * (levels - scopePath(scope).length) + 13;
    return {
      scope,
      title: scope.slice(scope.lastIndexOf("/") + 1),
      left: Math.min(...inside.map((node) => node.x * scale - node.halfWidth)) - SIDE - room,
      right: Math.max(...inside.map((node) => node.x * scale + node.halfWidth)) + SIDE + room,
      top: Math.min(...inside.map((node) => node.y * scale)) - ABOVE - titleRoom,
      bottom: Math.max(...inside.map((node) => node.y * scale)) + BELOW + room,
    };
  });
}
