/** The words of a readout: neuron, row, value or mean with its interval, count, spread, share active. */

import type { EffectAnswer } from "../data/source";
import { interval } from "../draw/interval";
import { percent, shortNumber, wholeCount } from "../draw/numbers";
import { certaintyInWords } from "../state/difference";
import type { Encoding } from "../state/encoding";
import type { Verdict } from "../state/layerHead.svelte";
import type { Layer } from "../state/layer.svelte";
import type { Statistics } from "../state/layerRows.svelte";
import type { Page } from "../state/page.svelte";
import { pairAt, type Pair } from "./pairing";
import type { Row } from "./rows";

export interface ReadoutPart {
  /** Names the place it has in the line, which is the same for every cell. */
  slot: string;
  before: string;
  value: string;
  after: string;
  /** What the words mean, for who rests on them. */
  title?: string;
}

interface Pointed {
  neuron: number;
  /** Name of the neuron, "" for none. */
  name: string;
  label: string;
  /** The neuron in the run of the row, where that is another one. */
  pair: Pair | null;
  values: Float32Array | null;
  /** Of a subset; null for an instance. */
  statistics: Statistics | null;
  /** Of a subset against the rest; null for all, for an instance and while it is asked. */
  effect: EffectAnswer | null;
  /** Whether effects rest on fewer instances than there are. */
  sampled: boolean;
  /** Of all instances, to compare with; null where the row is all of them. */
  all: Statistics | null;
  /** The neuron is the same for all instances. */
  silent: boolean;
  encoding: Pick<Encoding, "kind" | "shown" | "unit">;
  /** The least activation that there can be. */
  least: number;
  restsAtZero: boolean;
}

export function part(slot: string, before: string, value: string, after = ""): ReadoutPart {
  return { slot, before, value, after };
}

/** NaN and infinity in words. */
export function valueInWords(value: number): string {
  if (Number.isNaN(value)) return "not a number";
  return Number.isFinite(value) ? shortNumber(value) : value < 0 ? "−infinite" : "infinite";
}

/** Both bounds with the decimals that the mean has, but no more than two digits of their distance tell. */
function boundsInWords(mean: number, [low, high]: [number, number]): string {
  const order = (size: number): number => Math.floor(Math.log10(size));
  const decimals = Math.min(2 - order(Math.abs(mean) || 1), 1 - order((high - low) / 2));
  const text = (bound: number): string =>
    decimals > 6 ? shortNumber(bound, 2) : bound.toFixed(Math.max(0, decimals)).replace("-", "−");
  return `[${text(low)}, ${text(high)}]`;
}

function meanParts({ neuron, values, statistics, encoding, least }: Pointed): ReadoutPart[] {
  const value = values![neuron];
  const spread = statistics?.spread;
  const bounds = spread && interval(value, spread.sd[neuron], statistics.n, least);
  const parts = [
    part("mean", spread ? "mean " : "activation ", valueInWords(value)),
    part("interval", "", "", bounds ? boundsInWords(value, bounds) : ""),
  ];
  const shown = encoding.shown(value, neuron);
  if (!Number.isFinite(shown)) return parts;
  if (encoding.kind === "neuron") parts.push(part("shown", "", `${signed(shown)} sd`, " from all"));
  if (encoding.kind === "difference") parts.push(part("shown", "", signed(shown), " from all"));
  if (encoding.kind === "contribution") parts.push(part("shown", "", signed(shown), ` ${encoding.unit}`));
  return parts;
}

export function signed(value: number): string {
  return value > 0 ? `+${shortNumber(value, 2)}` : shortNumber(value, 2);
}

function spreadParts({ neuron, statistics }: Pointed): ReadoutPart[] {
  const spread = statistics?.spread;
  if (!spread) return [];
  return [
    part("n", "n ", wholeCount(statistics.n), statistics.exact ? "" : " sampled"),
    part("sd", "sd ", Number.isNaN(spread.sd[neuron]) ? "–" : shortNumber(spread.sd[neuron], 2)),
  ];
}

/** AUC and Hedges' g of a neuron; "" where there is none. */
export function effectInWords({ auc, g }: Pick<EffectAnswer, "auc" | "g">, neuron: number): [string, string] {
  if (Number.isNaN(auc[neuron])) return ["", ""];
  return [auc[neuron].toFixed(2), Number.isNaN(g[neuron]) ? "" : `, g ${signed(g[neuron])}`];
}

function effectParts({ neuron, effect, sampled }: Pointed): ReadoutPart[] {
  if (!effect) return [];
  const [auc, g] = effectInWords(effect, neuron);
  const words = certaintyInWords(effect, effect.p[neuron]);
  const sizes = `${wholeCount(effect.n)} and ${wholeCount(effect.n_against)} instances`;
  const title = `Against the rest, over ${sampled ? `the ${sizes} of the sample` : `all ${sizes}`}: the chance that a member activates the neuron more, and Hedges' g`;
  const basis = sampled ? `${g} (sample)` : g;
  const judged = part("certainty", "", "", words);
  return auc ? [{ ...part("effect", "rest: AUC ", auc, basis), title }, judged] : [judged];
}

const NOT_KEPT =
  "The recording's budget (statistics_mb) left out the share active, minimum and maximum of this subset.";

/** What the share active is called, and what it means where that is not to be above 0. */
export function activeWords(restsAtZero: boolean): { name: string; title?: string } {
  if (restsAtZero) return { name: "active" };
  const title =
    "Share of the instances on which it is outside of its usual range: its median ± 3 median absolute deviations in the first instances recorded";
  return { name: "unusual", title };
}

function activeParts({ neuron, values, statistics, all, silent, restsAtZero }: Pointed): ReadoutPart[] {
  if (silent) {
    const value = values![neuron];
    return [part("active", "", value === 0 ? "never active" : "the same for all", "")];
  }
  const { name, ...titled } = activeWords(restsAtZero);
  const share = statistics?.spread?.active[neuron] ?? NaN;
  const ofAll = all?.spread?.active[neuron] ?? NaN;
  if (statistics?.spread && statistics.exact && statistics.n && Number.isNaN(share))
    return [{ ...part("active", "active ", "not kept"), title: NOT_KEPT }];
  if (!Number.isFinite(share))
    return Number.isFinite(ofAll) ? [{ ...part("active", `all: ${name} `, percent(ofAll)), ...titled }] : [];
  const beside = Number.isFinite(ofAll) ? ` (all: ${percent(ofAll)})` : "";
  return [{ ...part("active", `${name} `, percent(share), beside), ...titled }];
}

/** Which neuron it is, and which one in the other run: "neuron 17 of A, ~ neuron 93 of B, r 0.82". */
export function neuronParts(neuron: number, name: string, pair: Pair | null): ReadoutPart[] {
  const own = part("neuron", "neuron ", String(neuron), (name && ` ${name}`) + (pair ? ` of ${pair.ours}` : ""));
  if (!pair) return [own];
  const { theirs, partner } = pair;
  if (!partner) return [own, part("pair", "", "", `no partner in ${theirs}`)];
  const title = `Pearson's r of both neurons over the instances that both runs have sampled`;
  return [
    own,
    { ...part("pair", "~ neuron ", String(partner.neuron), ` of ${theirs}, r ${partner.r.toFixed(2)}`), title },
  ];
}

export function readoutOf(pointed: Pointed): ReadoutPart[] {
  const { neuron, name, label, pair, values } = pointed;
  const parts = neuronParts(neuron, name, pair);
  if (label) parts.push(part("row", "row ", label));
  if (!values || (pair && !pair.partner)) return parts;
  return [...parts, ...meanParts(pointed), ...spreadParts(pointed), ...effectParts(pointed), ...activeParts(pointed)];
}

/** What the readout of a layer's neuron on a row rests on. */
export function pointedAt(
  page: Page,
  layer: Layer,
  row: Pick<Row, "key" | "label" | "values">,
  neuron: number,
): Pointed {
  const statistics = layer.statisticsOf(row.key);
  return {
    neuron,
    name: layer.names?.[neuron] ?? "",
    label: row.label,
    pair: pairAt(page, layer, row.key, neuron),
    values: row.values,
    statistics,
    effect: layer.effectOf(row.key),
    sampled: layer.isSampled,
    all: statistics === layer.all ? null : layer.all,
    silent: layer.silent[neuron] === 1,
    encoding: { ...layer.encoding, shown: layer.shownOf(row.key) ?? layer.encoding.shown },
    least: layer.summary?.domain[0] === 0 ? 0 : -Infinity,
    restsAtZero: layer.summary?.rests_at_zero ?? true,
  };
}

/** Which neurons made an instance wrong: "voted for DESC, not NUM: neuron 73 +0.8, 12 +0.5". */
export function votesPart({ wrong, right, votes }: Verdict, nameOf: (of: number) => string): ReadoutPart {
  const words = votes.map(({ neuron, size }) => `${neuron} ${signed(size)}`).join(", ");
  const title = `Neurons that added most to the score of ${nameOf(wrong)}, before the softmax, more than to that of ${nameOf(right)}`;
  const said = part("votes", `for ${nameOf(wrong)}, not ${nameOf(right)}, voted `, words ? `neurons ${words}` : "none");
  return { ...said, title };
}

/** The same words in one line, for a screen reader. */
export function spoken(parts: ReadoutPart[]): string {
  const words = parts.map(({ before, value, after }) => before + value + after);
  return words.filter(Boolean).join(", ");
}
