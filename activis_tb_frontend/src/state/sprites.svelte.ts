/** Pictures of instances out of the sprite pages, each page loaded when the first of its pictures is drawn. */

import { SvelteMap } from "svelte/reactivity";
import type { DataSource, Moment } from "../data/source";
import type { Sprite } from "../draw/squaresPicture";
import type { Population } from "./population.svelte";

/** The picture of a table row; null while it is not there, and where there is none. */
export function createSprites(
  source: DataSource,
  population: Population,
  moment: () => Moment | null,
): (row: number) => Sprite | null {
  const loaded = new SvelteMap<string, HTMLImageElement>();
  const asked = new Set<string>();

  function load(url: string): void {
    if (asked.has(url)) return;
    asked.add(url);
    const image = new Image();
    image.onload = () => loaded.set(url, image);
    image.src = url;
  }

  return (row) => {
    const grid = population.instances?.thumbnails;
    const cell = population.pictures[row] ?? -1;
    const at = moment();
    if (!grid || !at || cell < 0) return null;
    const url = source.thumbnailsUrl(at, Math.floor(cell / grid.per_page));
    const image = loaded.get(url);
    if (!image) {
      load(url);
      return null;
    }
    const place = cell % grid.per_page;
    const [column, line] = [place % grid.per_row, Math.floor(place / grid.per_row)];
    const { width, height } = grid;
    return { image, x: column * width, y: line * height, width, height };
  };
}
