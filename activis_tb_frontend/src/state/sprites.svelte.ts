/** Pictures of instances out of the sprite pages, each page loaded when the first of its pictures is drawn. */

import { SvelteMap } from "svelte/reactivity";
import type { DataSource, Moment } from "../data/source";
import type { Sprite } from "../draw/squaresPicture";
import type { Population } from "./population.svelte";

export type Sprites = ReturnType<typeof createSprites>;

export function createSprites(source: DataSource, population: Population, moment: () => Moment | null) {
  const loaded = new SvelteMap<string, HTMLImageElement>();
  const asked = new Set<string>();
  /** By sprite page: writing an address takes longer than drawing a patch. */
  const addresses = $derived.by(() => {
    const at = moment();
    const known: string[] = [];
    return (index: number): string | null => (at ? (known[index] ??= source.thumbnailsUrl(at, index)) : null);
  });

  function load(url: string): void {
    if (asked.has(url)) return;
    asked.add(url);
    const image = new Image();
    image.src = url;
    // Decoded beside the page's own thread, where drawing it would wait for that.
    image.decode().then(
      () => loaded.set(url, image),
      () => undefined, // without a picture its room stays empty
    );
  }

  function spriteOf(row: number): Sprite | null {
    const grid = population.instances?.thumbnails;
    const cell = population.pictures[row] ?? -1;
    const url = grid && cell >= 0 ? addresses(Math.floor(cell / grid.per_page)) : null;
    if (!grid || !url) return null;
    const image = loaded.get(url);
    if (!image) {
      load(url);
      return null;
    }
    const place = cell % grid.per_page;
    const [column, line] = [place % grid.per_row, Math.floor(place / grid.per_row)];
    const { width, height } = grid;
    return { image, x: column * width, y: line * height, width, height };
  }

  return {
    /** The picture of a table row; null while it is not there, and where there is none. */
    of: spriteOf,
    /** How many sprite pages are there. */
    get n_loaded() {
      return loaded.size;
    },
  };
}
