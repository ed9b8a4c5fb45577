/** The words of an instance's tooltip, from the arrays at once and from its details when they are there. */

import type { InstancesAnswer } from "../data/source";
import { counted, shortNumber, shownShare } from "../draw/numbers";
import { namedClasses, outcomeOf, type Outcome } from "../draw/labelSets";
import { predictedClass } from "../draw/outcomes";
import { isOfNumbers, residualOf } from "../draw/residuals";
import type { Page } from "../state/page.svelte";

export interface TipScore {
  name: string;
  value: string;
  share: number;
  color: string;
}

export interface TipColumn {
  name: string;
  value: string;
}

/** One of several labels: found, missed, or given though it is none; null while either side is unknown. */
export interface TipLabel {
  name: string;
  outcome: Outcome | null;
  fill: string;
  border: string;
}

export interface Tip {
  id: string;
  verdict: string;
  text: string;
  fill: string;
  border: string | null;
  /** As many lines as every instance has; empty ones while its details are unknown. */
  scores: TipScore[];
  columns: TipColumn[];
  labels: TipLabel[];
  note: string;
}

const LARGEST = 64;
const MOST_SCORES = 5;
const MOST_COLUMNS = 6;
const NO_SCORE: TipScore = { name: "", value: "", share: 0, color: "transparent" };
const PRELOADED = 8;

export const NOT_SAMPLED = "not in the sample: its activations were not recorded";

/** The number at the end of an instance's line: its score, or how far off the prediction of a number is. */
export function numberOf(instances: InstancesAnswer, row: number): string {
  const { score, task } = instances;
  if (!isOfNumbers(task)) return Number.isNaN(score[row]) ? "" : shownShare(score[row]);
  const residual = residualOf(instances, row);
  return Number.isNaN(residual) ? "" : (residual > 0 ? "+" : "") + shortNumber(residual);
}

/** The score of one class among the highest that are known of an instance; "" where it is not one of them. */
export function scoreOf(scores: [number, number][], index: number): string {
  const known = scores.find(([of]) => of === index);
  return known ? shownShare(known[1]) : "";
}

/** "right", or "2 of 3 labels found, 1 extra". */
export function labelsVerdict(instances: InstancesAnswer, row: number): string {
  const outcomes = namedClasses(instances, row).map((index) => outcomeOf(instances, row, index));
  const count = (outcome: Outcome): number => outcomes.filter((known) => known === outcome).length;
  if (outcomes.includes(null)) return "";
  const [found, missed, extra] = [count("found"), count("missed"), count("extra")];
  if (!missed && !extra) return outcomes.length ? "right" : "no class";
  const words = found + missed ? [`${found} of ${counted(found + missed, "label")} found`] : [];
  return [...words, ...(extra ? [`${extra} extra`] : [])].join(", ");
}

/** An instance's labels and what else was predicted of it, each as its square in the panel. */
function labelsOf(page: Page, row: number): TipLabel[] {
  const instances = page.population.instances!;
  if (instances.task !== "multilabel") return [];
  return namedClasses(instances, row).map((index) => {
    const outcome = outcomeOf(instances, row, index);
    const [color, neutral] = [page.colors[index] ?? page.inks.neutral, page.inks.neutral];
    const name = instances.class_names[index] ?? String(index);
    return {
      name,
      outcome,
      fill: outcome === "extra" ? neutral : color,
      border: outcome === "missed" ? neutral : color,
    };
  });
}

/** "3, predicted 1 (−2)" of a regression, "3, ranked where 1 belongs (−2) · score 0.4" of a ranking. */
export function numberVerdict(instances: InstancesAnswer, row: number): string {
  const { label, prediction, placed } = instances;
  const off = numberOf(instances, row);
  const [known, predicted] = [shortNumber(label[row]), shortNumber(prediction[row])];
  if (!placed) return `${known}, predicted ${predicted}${off && ` (${off})`}`;
  const score = Number.isNaN(prediction[row]) ? "no score" : `score ${predicted}`;
  if (!off) return `${Number.isNaN(label[row]) ? "no label" : known} · ${score}`;
  const where = off === "0" ? "where it belongs" : `where ${shortNumber(placed[row])} belongs (${off})`;
  return `${known}, ranked ${where} · ${score}`;
}

function verdictOf(page: Page, row: number): string {
  const { label, prediction, score, class_names, task } = page.population.instances!;
  if (isOfNumbers(task)) return numberVerdict(page.population.instances!, row);
  if (task === "multilabel") return labelsVerdict(page.population.instances!, row);
  const name = (index: number): string => class_names[index] ?? String(index);
  const known = [label[row], prediction[row]].filter((index) => index >= 0);
  const words = known.length === 2 && known[0] === known[1] ? `${name(known[0])}, right` : known.map(name).join(" → ");
  return Number.isNaN(score[row]) ? words : `${words} · ${shownShare(score[row])}`;
}

function shown(value: unknown): string {
  if (value === null) return "none";
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : shortNumber(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}

/** The first raw columns without the text, which has a place of its own; "" stands for a value that is not there yet. */
export function columnsOf(
  { columns, text_column }: Pick<InstancesAnswer, "columns" | "text_column">,
  values: Record<string, unknown>,
): TipColumn[] {
  const listed = columns.filter(({ name }) => name !== text_column).slice(0, MOST_COLUMNS);
  return listed.map(({ name }) => ({ name, value: shown(values[name]) }));
}

/** What a list says of a patch: where in its picture it is, then its columns but for those that say the same. */
export function patchWords(cell: { row: number; column: number } | null, columns: TipColumn[]): string {
  const place = cell ? `row ${cell.row + 1}, col ${cell.column + 1}` : "beside the picture";
  const others = columns.filter(({ name }) => name !== "parent" && name !== "position");
  return [place, ...others.map(({ name, value }) => `${name} ${value}`)].join(" · ");
}

/** Color of what was predicted; of several labels of all that is right, else none. */
function borderOf({ population, bins, colors, inks }: Page, row: number): string {
  const { instances, classes, wrong } = population;
  const isOne = instances!.task !== "multilabel";
  const shown = isOne ? predictedClass(instances!, bins, row) : wrong[row] ? -1 : classes[row];
  return colors[shown] ?? inks.neutral;
}

export function tipOf(page: Page, row: number): Tip {
  const detail = page.details.of(row);
  const color = (index: number): string => page.colors[index] ?? page.inks.neutral;
  const names = page.population.instances!.class_names;
  const { prediction, score } = page.population.instances!;
  /** The prediction's score is exact in the arrays; the details are rounded to half precision. */
  const exact = (detail?.scores ?? []).map(([index, share]): [number, number] => [
    index,
    index === prediction[row] && !Number.isNaN(score[row]) ? score[row] : share,
  ]);
  const known = exact.map(([index, share]) => ({
    name: names[index] ?? String(index),
    value: shownShare(share),
    share: Math.max(0, Math.min(1, share)),
    color: color(index),
  }));
  const n_scores = Number.isNaN(score[row]) ? 0 : Math.min(MOST_SCORES, names.length);
  const scores = Array.from({ length: Math.max(n_scores, known.length) }, (_, place) => known[place] ?? NO_SCORE);
  return {
    id: detail ? `#${detail.id}` : "…",
    verdict: verdictOf(page, row),
    text: detail?.text ?? "",
    fill: color(page.population.classes[row]),
    border: borderOf(page, row),
    scores,
    labels: labelsOf(page, row),
    columns: columnsOf(page.population.instances!, detail?.columns ?? {}),
    note: page.population.dots[row] >= 0 ? "" : NOT_SAMPLED,
  };
}

/** CSS that shows the picture of a table row, enlarged by a whole factor; its room where others have one; "" where none has. */
export function spriteStyle(page: Page, row: number): string {
  const grid = page.population.instances?.thumbnails;
  if (!grid || !page.moment) return "";
  const factor = Math.max(1, Math.floor(LARGEST / Math.max(grid.width, grid.height)));
  const [width, height] = [grid.width * factor, grid.height * factor];
  const thumbnail = page.population.pictures[row] ?? -1;
  if (thumbnail < 0) return `width: ${width}px; height: ${height}px`;
  const cell = thumbnail % grid.per_page;
  const [x, y] = [cell % grid.per_row, Math.floor(cell / grid.per_row)];
  const url = page.source.thumbnailsUrl(page.moment, Math.floor(thumbnail / grid.per_page));
  return [
    `width: ${width}px`,
    `height: ${height}px`,
    `background-image: url(${JSON.stringify(url)})`,
    `background-position: ${-x * width}px ${-y * height}px`,
    `background-size: ${grid.per_row * width}px auto`,
  ].join("; ");
}

/** Addresses of the first sprite pages, to be there before they are pointed at. */
export function spritePages(page: Page): string[] {
  const { instances } = page.population;
  const { moment } = page;
  if (!instances?.thumbnails || !moment) return [];
  const pages = Math.ceil(instances.sample.length / instances.thumbnails.per_page);
  return Array.from({ length: Math.min(pages, PRELOADED) }, (_, index) => page.source.thumbnailsUrl(moment, index));
}
