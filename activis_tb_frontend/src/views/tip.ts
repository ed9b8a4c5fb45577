/** The words of an instance's tooltip, from the arrays at once and from its details when they are there. */

import { shortNumber } from "../draw/groups";
import type { Page } from "../state/page.svelte";

export interface Tip {
  id: string;
  verdict: string;
  text: string;
  fill: string;
  border: string | null;
  scores: { name: string; value: string; share: number; color: string }[];
  note: string;
  thumbnail?: number;
}

const LARGEST = 64;
const PRELOADED = 8;

function verdictOf(page: Page, row: number): string {
  const { label, prediction, score, class_names, task } = page.population.instances!;
  if (task === "regression") return `${shortNumber(label[row])}, predicted ${shortNumber(prediction[row])}`;
  const name = (index: number): string => class_names[index] ?? String(index);
  const known = [label[row], prediction[row]].filter((index) => index >= 0);
  const words = known.length === 2 && known[0] === known[1] ? `${name(known[0])}, right` : known.map(name).join(" → ");
  return Number.isNaN(score[row]) ? words : `${words} · ${score[row].toFixed(2)}`;
}

export function tipOf(page: Page, row: number): Tip {
  const detail = page.details.of(row);
  const color = (index: number): string => page.colors[index] ?? page.inks.neutral;
  const names = page.population.instances!.class_names;
  const scores = (detail?.scores ?? []).map(([index, share]) => ({
    name: names[index] ?? String(index),
    value: share.toFixed(2),
    share: Math.max(0, Math.min(1, share)),
    color: color(index),
  }));
  const tip: Tip = {
    id: detail ? `#${detail.id}` : "…",
    verdict: verdictOf(page, row),
    text: detail?.text ?? "",
    fill: color(page.population.classes[row]),
    border: page.population.instances!.task === "regression" ? null : color(page.population.instances!.prediction[row]),
    scores,
    note: page.population.dots[row] >= 0 ? "" : "Not in the sample: its activations were not recorded.",
  };
  return detail?.thumbnail == null ? tip : { ...tip, thumbnail: detail.thumbnail };
}

/** CSS that shows cell `thumbnail` of the sprite pages, enlarged by a whole factor. */
export function spriteStyle(page: Page, thumbnail: number): string {
  const grid = page.population.instances?.thumbnails;
  if (!grid || !page.moment) return "";
  const factor = Math.max(1, Math.floor(LARGEST / Math.max(grid.width, grid.height)));
  const cell = thumbnail % grid.per_page;
  const [x, y] = [cell % grid.per_row, Math.floor(cell / grid.per_row)];
  const [width, height] = [grid.width * factor, grid.height * factor];
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
