/** Pictures of instances out of the sprite pages, each page loaded when the first of its pictures is drawn. */

import { SvelteMap } from "svelte/reactivity";
import type { Sprite } from "../draw/squaresPicture";
import type { Page } from "../state/page.svelte";

export function createSprites(page: Page): (row: number) => Sprite | null {
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
    const grid = page.population.instances?.thumbnails;
    const cell = page.population.pictures[row] ?? -1;
    if (!grid || !page.moment || cell < 0) return null;
    const url = page.source.thumbnailsUrl(page.moment, Math.floor(cell / grid.per_page));
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
