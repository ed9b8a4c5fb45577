/** What a node is, in words: for its tooltip and for a screen reader. */

import { counted } from "../draw/numbers";
import { scopeOf, type VisibleNode } from "./fold";

/** Name, kind, shape and parameters, one line each; what is unknown or empty is left out. */
export function describeNode(node: VisibleNode): string[] {
  if (node.node === null) return [scopeOf(node), counted(node.operations, "operation"), "click unfolds"];
  const { name, kind, type, function: activation, shape, parameters } = node.node;
  const what = [type, activation === "linear" ? "" : activation].filter((word) => word !== "").join(", ");
  return [
    name,
    what === "" && kind === "tensor" ? (node.layer === null ? "tensor" : "tensor with recorded activations") : what,
    shape === null ? "" : shape.map((length) => length ?? "n").join(" × "),
    parameters > 0 ? counted(parameters, "parameter") : "",
  ].filter((line) => line !== "");
}

/** The name of a node's button; `badge` is the number of its open panel, 0 for none. */
export function nameNode(node: VisibleNode, badge: number): string {
  if (node.node === null) return `Unfold ${describeNode(node).slice(0, 2).join(", ")}`;
  return badge > 0 ? `${node.node.name}, open as panel ${badge}` : `Open layer ${node.layer ?? node.node.name}`;
}
