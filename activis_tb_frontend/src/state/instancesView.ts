/** What the user chose in the instance panel; part of the view, and so of the link. */

import { INSTANCE_ORDERS, type InstanceOrder } from "../draw/instanceOrder";

export type Mode = "bars" | "squares" | "list" | "thumbnails";
export const MODES: readonly Mode[] = ["bars", "squares", "list", "thumbnails"];

/** By a number that only sampled instances have: how strongly they activate a neuron, or how near they are to one of them in a layer. */
export type SampledOrder = { layer: string; neuron: number } | { layer: string; instance: string };

/** By which the instances are grouped: an output, the subsets, or a column, its numbers into bins of equally many. */
export const GROUPINGS = ["label", "prediction", "subset"] as const;
export type Grouping = (typeof GROUPINGS)[number] | { column: string };

export interface InstancesView {
  /** null: bars in a narrow page, else squares. */
  mode: Mode | null;
  group: Grouping;
  order: InstanceOrder | SampledOrder;
  /** Text that the shown instances hold, or after "=" a condition that they fulfil; "" shows all. */
  find: string;
  /** How far off a prediction of a number may be before it is wrong; null for half of the labels' standard deviation. */
  threshold: number | null;
}

export const firstInstancesView: InstancesView = {
  mode: null,
  group: "label",
  order: "score",
  find: "",
  threshold: null,
};

/** The condition in what was typed into the search, after "="; null where it is a text to look for. */
export function conditionIn(find: string): string | null {
  const text = find.trim();
  return text.startsWith("=") ? text.slice(1).trim() : null;
}

function groupingOf(json: unknown): Grouping {
  const { column } = (json ?? {}) as Record<string, unknown>;
  return typeof column === "string" ? { column } : (GROUPINGS.find((known) => known === json) ?? "label");
}

function orderOf(json: unknown): InstancesView["order"] {
  const { layer, neuron, instance } = (json ?? {}) as Record<string, unknown>;
  if (typeof layer === "string" && Number.isInteger(neuron)) return { layer, neuron: neuron as number };
  if (typeof layer === "string" && typeof instance === "string") return { layer, instance };
  return INSTANCE_ORDERS.find((known) => known === json) ?? "score";
}

/** What a link's JSON says of the instance panel; whatever is wrong falls back to its default. */
export function instancesViewOf(json: unknown): InstancesView {
  if (typeof json !== "object" || json === null) return firstInstancesView;
  const { mode, group, order, find, threshold } = json as Record<string, unknown>;
  return {
    mode: MODES.find((known) => known === mode) ?? null,
    group: groupingOf(group),
    order: orderOf(order),
    find: typeof find === "string" ? find : "",
    threshold: typeof threshold === "number" && threshold >= 0 ? threshold : null,
  };
}
