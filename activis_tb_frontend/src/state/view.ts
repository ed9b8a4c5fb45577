/** What the user looks at: the one object that goes into the link; everything else on the page follows from it and the logs. */

export const VIEW_VERSION = 1;

/** `null` or a missing entry means "the default", so that an untouched page follows the recording. */
export interface View {
  run: string | null;
  set: string | null;
  /** null follows the last recorded step. */
  step: number | null;
  layers: string[] | null;
  /** Column order of a layer: "recorded" or the key of a row. */
  orders: Record<string, string>;
  /** Neuron whose column stays marked, by layer. */
  neurons: Record<string, number>;
  /** Key of the selected row or confusion cell. */
  row: string | null;
  /** Ids of the pinned instances. */
  pins: string[];
  maximized: string | null;
}

export const RECORDED = "recorded";

export const firstView: View = {
  run: null,
  set: null,
  step: null,
  layers: null,
  orders: {},
  neurons: {},
  row: null,
  pins: [],
  maximized: null,
};

export function subsetKey(name: string): string {
  return `subset:${name}`;
}

export function instanceKey(id: string): string {
  return `instance:${id}`;
}

export function cellKey(label: number, prediction: number): string {
  return `cell:${label}:${prediction}`;
}

export type RowReference =
  | { kind: "subset"; name: string }
  | { kind: "instance"; id: string }
  | { kind: "cell"; label: number; prediction: number };

/** What a key names; null for a key that is none. */
export function referenceOf(key: string): RowReference | null {
  const colon = key.indexOf(":");
  const rest = key.slice(colon + 1);
  if (key.startsWith("subset:")) return { kind: "subset", name: rest };
  if (key.startsWith("instance:")) return { kind: "instance", id: rest };
  const cell = /^cell:(\d+):(\d+)$/.exec(key);
  return cell ? { kind: "cell", label: Number(cell[1]), prediction: Number(cell[2]) } : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function texts(value: unknown): string[] | null {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : null;
}

function entries<T>(value: unknown, is: (item: unknown) => item is T): Record<string, T> {
  if (typeof value !== "object" || value === null) return {};
  const kept = Object.entries(value).filter((entry): entry is [string, T] => is(entry[1]));
  return Object.fromEntries(kept);
}

const isText = (item: unknown): item is string => typeof item === "string";
const isIndex = (item: unknown): item is number => Number.isInteger(item) && (item as number) >= 0;

/** The view that a link's JSON describes; unknown keys are ignored and wrong ones fall back to their default. */
export function viewOf(json: unknown): View {
  if (typeof json !== "object" || json === null) return firstView;
  const known = json as Record<string, unknown>;
  return {
    run: text(known.run),
    set: text(known.set),
    step: Number.isInteger(known.step) ? (known.step as number) : null,
    layers: texts(known.layers),
    orders: entries(known.orders, isText),
    neurons: entries(known.neurons, isIndex),
    row: text(known.row),
    pins: texts(known.pins) ?? [],
    maximized: text(known.maximized),
  };
}
