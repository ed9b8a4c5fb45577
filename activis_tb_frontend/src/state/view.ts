/** What the user looks at: the one object that goes into the link; everything else on the page follows from it and the logs. */

import type { Anchor } from "../data/source";
import { OUTCOMES, type Outcome } from "../draw/labelSets";
import { comparedLayersOf, type ComparedLayers } from "./cka";
import { elsewheresOf, type Elsewhere } from "./elsewhere";
import { firstInstancesView, instancesViewOf, type InstancesView } from "./instancesView";
import { mapsOf, type MapAddress } from "./maps";
import { madeOf, type Made } from "./made";
import { sinceOf, type Since } from "./since";

export const VIEW_VERSION = 1;

/** `null` or a missing entry means "the default", so that an untouched page follows the recording. */
export interface View {
  run: string | null;
  set: string | null;
  /** null follows the last recorded step. */
  step: number | null;
  layers: string[] | null;
  /** Column order of a layer: "recorded", "similarity", "name", "effect", "difference", "selectivity", "quiet", the key of a row or of a series' drift. */
  orders: Record<string, string>;
  /** Kinds of neurons that a layer's matrix leaves out: each a `Filter`. */
  filters: Record<string, string[]>;
  /** What the cells of a layer show: a `ScaleKind`. */
  scales: Record<string, string>;
  /** Class that the cells of a layer show contributions to, by index; missing for activations. */
  contributions: Record<string, number>;
  /** Neuron whose column stays marked, by layer. */
  neurons: Record<string, number>;
  /** Key of the selected row or confusion cell. */
  row: string | null;
  /** Names of the classes that have a row, where there are too many for all; null for those of lowest recall. */
  rows: string[] | null;
  /** Key of a second row that the selected one is held against, or `REST`; null for none. */
  against: string | null;
  /** Rows of other steps, data sets and runs that were asked for one by one. */
  beside: Elsewhere[];
  /** Runs whose rows stand beside those of the focused one. */
  ticked: string[];
  /** How the neurons of a layer correspond to other runs', "index" or "matched"; missing where their correlations decide. */
  pairings: Record<string, string>;
  /** Subsets made on the page. */
  made: Made[];
  /** Ids of the pinned instances. */
  pins: string[];
  maximized: string | null;
  /** Unfolded scopes of the graph; null for those that are at first. */
  unfolded: string[] | null;
  /** Whether the graph is folded to a strip; null leaves it to the window's width. */
  strip: boolean | null;
  /** Which measure of health the layers show; null for the share of dead neurons. */
  health: string | null;
  /** Whether the nodes of the graph are colored by that measure. */
  colored: boolean;
  /** What the table of runs is sorted by, "" for as listed; null where it is closed. */
  runTable: string | null;
  /** What the confusion matrix is compared with; null for nothing. */
  since: Since | null;
  /** Layers that are held against each other as wholes; null for none. */
  cka: ComparedLayers | null;
  instances: InstancesView;
  /** Method of a layer's projection, "pca" or "tsne"; by default t-SNE where it takes only a moment. */
  methods: Record<string, string>;
  /** Maps of other steps and runs that stand beside a layer's own. */
  maps: Record<string, MapAddress[]>;
  /** Layers whose projection shows the ways of pinned instances over the steps. */
  trails: string[];
  /** Where the maps of other steps and runs begin, so that they can be compared; null until another one was shown. */
  anchor: Anchor | null;
  /** Classes whose dots are hidden, by index. */
  hidden: number[];
  /** What was circled in a projection. */
  lasso: Lasso | null;
  /** Whose nearest instances are listed below a layer's matrix; null for none. */
  nearest: Nearest | null;
}

/** An instance, and the layer in which others are near to it. */
export interface Nearest {
  layer: string;
  id: string;
}

/** Some of the sampled instances: one bit each in the order of the sample, base64, and the checksum of that sample. */
export interface Lasso {
  sample: number;
  bits: string;
  /** The layer in whose projection they were circled. */
  layer: string;
}

export const RECORDED = "recorded";
export const SIMILARITY = "similarity";
export const NAME = "name";
/** By how differently the two rows that are held against each other activate the neurons. */
export const EFFECT = "effect";
/** By how well they tell one class from the others. */
export const SELECTIVITY = "selectivity";
/** By what they contribute to the class that the cells show contributions to, over its own instances. */
export const CONTRIBUTION = "contribution";
/** Neurons that never or rarely say something first. */
export const QUIET = "quiet";
/** Stands for all instances that the selected row does not have. */
export const REST = "rest";
/** Key of the row that is the difference of two, and of the order by its size. */
export const DIFFERENCE = "difference";

export const firstView: View = {
  run: null,
  set: null,
  step: null,
  layers: null,
  orders: {},
  filters: {},
  scales: {},
  contributions: {},
  neurons: {},
  row: null,
  rows: null,
  against: null,
  beside: [],
  ticked: [],
  pairings: {},
  made: [],
  pins: [],
  maximized: null,
  unfolded: null,
  strip: null,
  health: null,
  colored: false,
  runTable: null,
  since: null,
  cka: null,
  instances: firstInstancesView,
  methods: {},
  maps: {},
  trails: [],
  anchor: null,
  hidden: [],
  lasso: null,
  nearest: null,
};

export function subsetKey(name: string): string {
  return `subset:${name}`;
}

export function instanceKey(id: string): string {
  return `instance:${id}`;
}

/** The instances that a row does not have. */
export function restKey(of: string): string {
  return `${REST} ${of}`;
}

export function cellKey(label: number, prediction: number): string {
  return `cell:${label}:${prediction}`;
}

/** The cell of the right ones with the same label as a wrong cell's; null for all other keys. */
export function rightCell(key: string): string | null {
  const reference = referenceOf(key);
  const isWrong = reference?.kind === "cell" && reference.label !== reference.prediction;
  return isWrong ? cellKey(reference.label, reference.label) : null;
}

/** How a class turned out, where instances have several labels. */
export function outcomeKey(outcome: Outcome, index: number): string {
  return `${outcome}:${index}`;
}

export type RowReference =
  | { kind: "subset"; name: string }
  | { kind: "instance"; id: string }
  | { kind: "cell"; label: number; prediction: number }
  | { kind: "outcome"; outcome: Outcome; class: number };

/** What a key names; null for a key that is none. */
export function referenceOf(key: string): RowReference | null {
  const colon = key.indexOf(":");
  const rest = key.slice(colon + 1);
  if (key.startsWith("subset:")) return { kind: "subset", name: rest };
  if (key.startsWith("instance:")) return { kind: "instance", id: rest };
  const cell = /^cell:(\d+):(\d+)$/.exec(key);
  if (cell) return { kind: "cell", label: Number(cell[1]), prediction: Number(cell[2]) };
  const outcome = OUTCOMES.find((outcome) => key.startsWith(`${outcome}:`) && /^\d+$/.test(rest));
  return outcome ? { kind: "outcome", outcome, class: Number(rest) } : null;
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
const isTexts = (item: unknown): item is string[] => Array.isArray(item) && item.every(isText);
const isIndex = (item: unknown): item is number => Number.isInteger(item) && (item as number) >= 0;

function lassoOf(value: unknown): Lasso | null {
  const { sample, bits, layer } = (value ?? {}) as Record<string, unknown>;
  return isIndex(sample) && isText(bits) ? { sample, bits, layer: isText(layer) ? layer : "" } : null;
}

function anchorOf(value: unknown): Anchor | null {
  const { run, step } = (value ?? {}) as Record<string, unknown>;
  return isText(run) && Number.isSafeInteger(step) ? { run, step: step as number } : null;
}

function nearestOf(value: unknown): Nearest | null {
  const { layer, id } = (value ?? {}) as Record<string, unknown>;
  return isText(layer) && isText(id) ? { layer, id } : null;
}

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
    filters: entries(known.filters, isTexts),
    scales: entries(known.scales, isText),
    contributions: entries(known.contributions, isIndex),
    neurons: entries(known.neurons, isIndex),
    row: text(known.row),
    rows: texts(known.rows),
    against: text(known.against),
    beside: elsewheresOf(known.beside),
    ticked: texts(known.ticked) ?? [],
    pairings: entries(known.pairings, isText),
    made: madeOf(known.made),
    pins: texts(known.pins) ?? [],
    maximized: text(known.maximized),
    unfolded: texts(known.unfolded),
    strip: typeof known.strip === "boolean" ? known.strip : null,
    health: text(known.health),
    colored: known.colored === true,
    since: sinceOf(known.since),
    runTable: text(known.runTable),
    cka: comparedLayersOf(known.cka),
    instances: instancesViewOf(known.instances),
    methods: entries(known.methods, isText),
    maps: mapsOf(known.maps),
    trails: texts(known.trails) ?? [],
    hidden: Array.isArray(known.hidden) ? known.hidden.filter(isIndex) : [],
    lasso: lassoOf(known.lasso),
    anchor: anchorOf(known.anchor),
    nearest: nearestOf(known.nearest),
  };
}
