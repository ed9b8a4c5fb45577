/** Scopes are paths: "a/b/c" is the scope c in the scope b in the scope a, and "" is the whole model. */

import type { GraphAnswer } from "../data/source";

/** "a/b/c" lies in "a", "a/b" and "a/b/c"; outermost first. */
export function scopePath(scope: string): string[] {
  if (scope === "") return [];
  const parts = scope.split("/");
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

export function parentOf(scope: string): string {
  return scope.slice(0, Math.max(0, scope.lastIndexOf("/")));
}

export function lastOf(scope: string): string {
  return scope.slice(scope.lastIndexOf("/") + 1);
}

/** Whether `inner` is `outer` or lies in it. */
export function isWithin(inner: string, outer: string): boolean {
  return outer === "" || inner === outer || inner.startsWith(`${outer}/`);
}

/** The scope `name` in `scope`; an empty part is left out. */
export function inScope(scope: string, name: string): string {
  return [scope, name].filter((part) => part !== "").join("/");
}

export function allScopes(graph: GraphAnswer): Set<string> {
  const own = new Set(graph.nodes.map((node) => node.scope));
  return new Set([...own].flatMap(scopePath));
}
