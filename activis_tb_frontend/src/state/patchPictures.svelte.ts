/** The pictures that patches are parts of, put together of their thumbnails, and the shades over them; kept while they are shown again and again. */

import { compose, shadePixels, type PatchGrid } from "../draw/patches";
import type { Population } from "./population.svelte";
import type { Shading } from "./shading.svelte";
import type { Sequences } from "./sequences.svelte";
import type { Sprites } from "./sprites.svelte";

/** Of 224 x 224 pixels they take 40 MB. */
const MOST_KEPT = 200;

type Drawn = OffscreenCanvas | null;

export function createPatchPictures(population: Population, sequences: Sequences, shading: Shading, sprites: Sprites) {
  /** By the first unit of a picture; empty again where instances or shades are others. */
  const pictures = $derived.by(() => {
    void population.instances;
    return new Map<number, Drawn>();
  });
  /** Those of which a part is still to come; empty again when one has. */
  const partial = $derived.by(() => {
    void [population.instances, sprites.n_loaded];
    return new Map<number, Drawn>();
  });
  const shades = $derived.by(() => {
    void shading.shadeOf;
    return new Map<number, Drawn>();
  });

  function keep(kept: Map<number, Drawn>, unit: number, drawn: Drawn): Drawn {
    if (kept.size >= MOST_KEPT) for (const oldest of [...kept.keys()].slice(0, MOST_KEPT / 2)) kept.delete(oldest);
    kept.set(unit, drawn);
    return drawn;
  }

  function composed(units: number[], { rows, columns }: PatchGrid): { drawn: Drawn; isWhole: boolean } {
    const shown = units.filter((unit) => sequences.cellOf(unit) && population.pictures[unit] >= 0);
    const patches = shown.flatMap((unit) => {
      const sprite = sprites.of(unit);
      return sprite ? [{ ...sequences.cellOf(unit)!, sprite }] : [];
    });
    const isWhole = patches.length === shown.length;
    if (!patches.length) return { drawn: null, isWhole };
    const { width, height } = patches[0].sprite;
    const canvas = new OffscreenCanvas(columns * width, rows * height);
    compose(canvas.getContext("2d")!, patches);
    return { drawn: canvas, isWhole };
  }

  return {
    /** The picture that a unit is a patch of; null while it is not there, and where there is none. */
    pictureOf(row: number, grid: PatchGrid): Drawn {
      const units = sequences.allOf(row);
      const known = (pictures.has(units[0]) ? pictures : partial).get(units[0]);
      if (known !== undefined) return known;
      const { drawn, isWhole } = composed(units, grid);
      return keep(isWhole ? pictures : partial, units[0], drawn);
    },
    /** A pixel for each patch of that picture; null where nothing shades them. */
    shadesOf(row: number, { rows, columns }: PatchGrid): Drawn {
      const { shadeOf } = shading;
      if (!shadeOf) return null;
      const units = sequences.allOf(row);
      const known = shades.get(units[0]);
      if (known !== undefined) return known;
      const values = new Float32Array(rows * columns);
      for (const unit of units) {
        const cell = sequences.cellOf(unit);
        if (cell) values[cell.row * columns + cell.column] = shadeOf(unit);
      }
      const canvas = new OffscreenCanvas(columns, rows);
      canvas.getContext("2d")!.putImageData(new ImageData(shadePixels(values), columns, rows), 0, 0);
      return keep(shades, units[0], canvas);
    },
  };
}
