/** A figure as it is asked for from outside of the page, and the view that shows it; pure. */

import { COLOR_MAPS } from "../draw/scale";
import { freeName, type Made } from "./made";
import { decodeView, tokenIn } from "./url";
import { firstView, instanceKey, REST, subsetKey, type View } from "./view";
import { viewOfFile } from "./viewFile";

export const PANELS = [
  "matrix",
  "projection",
  "neurons",
  "neuron",
  "graph",
  "runs",
  "confusion",
  "health",
  "cka",
] as const;

/** A row: of a recorded subset, of the instances that fulfil a condition, or of one instance. */
export type WishedRow = { subset: string } | { where: string } | { instance: string };

export interface Wish {
  panel: (typeof PANELS)[number];
  format: "svg" | "csv";
  dark: boolean;
  colors: (typeof COLOR_MAPS)[number];
  /** A link of the page, or a file that it saved, which says what the others leave open; null for none. */
  link: string | { file: string; content: string } | null;
  run: string | null;
  set: string | null;
  step: number | null;
  layer: string | null;
  /** null for those that the page shows. */
  rows: WishedRow[] | null;
  /** One row minus another, or the rest of the instances. */
  difference: [WishedRow, WishedRow | typeof REST] | null;
  /** Of the columns: a word of the view, or a row. */
  order: string | WishedRow | null;
  scale: string | null;
  /** Of the projection. */
  method: string | null;
  /** Of health. */
  measure: string | null;
  /** The neuron of a card. */
  neuron: number | null;
  /** Of similar layers: the run whose layers are the columns. */
  beside: string | null;
}

/** A view, and the keys of the rows that a figure of it has, in their order; null for all. */
export interface Wished {
  view: View;
  keys: string[] | null;
}

/** The view in a whole address or in a file; an error where it has none. */
async function linked(address: NonNullable<Wish["link"]>): Promise<View> {
  if (typeof address === "object") return viewOfFile(address.file, address.content);
  const hash = address.slice(address.indexOf("#"));
  const token = tokenIn(hash);
  const view = token === null ? null : await decodeView(token);
  if (!view)
    throw new Error(`there is no view in the link ${JSON.stringify(address)}; copy one with the page's "Link"`);
  return view;
}

/** What the layers are held against: each other, where nothing else is said. */
function comparedLayers({ beside }: Wish, { cka }: View): View["cka"] {
  return beside === null ? (cka ?? { run: null, step: null, pair: null }) : { run: beside, step: null, pair: null };
}

export async function viewOfWish(wish: Wish): Promise<Wished> {
  const base = wish.link === null ? firstView : await linked(wish.link);
  const made: Made[] = [...base.made];
  const pins = [...base.pins];
  const classes: string[] = [];

  /** The key of a row, which is made or pinned where it has none yet. */
  function keyOf(row: WishedRow): string {
    if ("subset" in row) {
      classes.push(row.subset);
      return subsetKey(row.subset);
    }
    if ("instance" in row) {
      if (!pins.includes(row.instance)) pins.push(row.instance);
      return instanceKey(row.instance);
    }
    const known = made.find(({ selection }) => "where" in selection && selection.where === row.where);
    if (known) return subsetKey(known.name);
    const name = freeName(
      row.where,
      made.map((one) => one.name),
    );
    made.push({ name, selection: { where: row.where }, color: null, hidden: false });
    return subsetKey(name);
  }

  const keys = wish.rows?.map(keyOf) ?? null;
  const sides = wish.difference?.map((side) => (side === REST ? REST : keyOf(side as WishedRow)));
  const order = wish.order !== null && typeof wish.order === "object" ? keyOf(wish.order) : wish.order;
  const set = <T>(of: Record<string, T>, value: T | null): Record<string, T> =>
    value === null || wish.layer === null ? of : { ...of, [wish.layer]: value };
  // Nothing but a figure of it waits for a t-SNE.
  const method = wish.panel === "projection" ? wish.method : "pca";
  const view = {
    ...base,
    run: wish.run ?? base.run,
    set: wish.set ?? base.set,
    step: wish.step ?? base.step,
    layers: wish.layer === null ? base.layers : [wish.layer],
    orders: set(base.orders, order),
    scales: set(base.scales, wish.scale),
    methods: set(base.methods, method),
    neurons: set(base.neurons, wish.neuron),
    health: wish.measure ?? base.health,
    cka: wish.panel === "cka" ? comparedLayers(wish, base) : null,
    row: sides?.[0] ?? base.row,
    against: sides?.[1] ?? base.against,
    rows: wish.rows ? classes : base.rows,
    made,
    pins,
  };
  return { view, keys };
}
