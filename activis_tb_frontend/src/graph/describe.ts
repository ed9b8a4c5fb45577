/** What a node is, in words: for its tooltip and for a screen reader. */

import { counted } from "../draw/numbers";
import { scopeOf, type VisibleNode } from "./fold";

const MOST_LAYERS = 4;

/** Name, kind, shape and parameters, one line each; what is unknown or empty is left out. */
export function describeNode(node: VisibleNode): string[] {
  if (node.node === null)
    return [scopeOf(node), counted(node.operations, "operation"), hiddenLayers(node.hidden)].filter(Boolean);
  const { name, kind, type, function: activation, shape, parameters } = node.node;
  const what = [type, activation === "linear" ? "" : activation].filter((word) => word !== "").join(", ");

  return [
    node.layer ?? name,
    what === "" && kind === "tensor" ? (node.layer === null ? "tensor" : "tensor with recorded activations") : what,
    shape === null ? "" : shape.map((length) => length ?? "n").join(" × "),
    parameters > 0 ? counted(parameters, "parameter") : "",
  ].filter((line) => line !== "");
}

function hiddenLayers(layers: string[]): string {
  if (layers.length === 0) return "";
  const others = layers.length > MOST_LAYERS ? ` and ${layers.length - MOST_LAYERS} more` : "";
  return `recorded: ${layers.slice(0, MOST_LAYERS).join(", ")}${others}`;
}

/** The name of a node's button; `badge` is the number of its open panel, 0 for none. */
export function nameNode(node: VisibleNode, badge: number): string {
  if (node.node === null) return `Unfold ${describeNode(node).join(", ")}`;
  if (node.layer === null) return describeNode(node).join(", ");
  return badge > 0 ? `${node.layer}, open as panel ${badge}` : `Open layer ${node.layer}`;
}

/** Whether a press does something: recorded tensors open, folded scopes unfold. */
export function isPressable(node: VisibleNode): boolean {
  return node.layer !== null || node.kind === "scope";
}
