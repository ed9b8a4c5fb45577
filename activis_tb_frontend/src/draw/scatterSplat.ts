/** Paints dots without a graphics card: stamps are blended into the pixels of an ImageData. */

import type { Painter, Scene } from "./scatterScene";
import { makeStamps, SUBPIXELS, type Stamps } from "./scatterStamp";

/** Pixels of a picture, [height, width] row-major, premultiplied ABGR. */
export interface Raster {
  pixels: Uint32Array;
  width: number;
  height: number;
}

/** Blends the stamp of every dot of the scene, in its order, over the raster; `stamps` by tier. */
export function splat(raster: Raster, stamps: Stamps[], { places: { xy }, looks, view, ratio }: Scene): void {
  const [k, x0, y0] = [view.k * ratio, view.x * ratio, view.y * ratio];
  const { order, tier, color } = looks;
  for (let i = 0; i < order.length; i++) {
    const dot = order[i]!;
    const x = k * xy[2 * dot]! + x0;
    const y = k * xy[2 * dot + 1]! + y0;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const subpixel = Math.floor((y - row) * SUBPIXELS) * SUBPIXELS + Math.floor((x - column) * SUBPIXELS);
    blend(raster, stamps[tier[dot]!]!, color[dot]! * SUBPIXELS ** 2 + subpixel, column, row);
  }
}

/** Draws nothing of a stamp that lies outside the raster. */
function blend(
  { pixels, width, height }: Raster,
  { reach, pixels: source }: Stamps,
  stamp: number,
  column: number,
  row: number,
): void {
  const first = Math.max(0, column - reach);
  const last = Math.min(width - 1, column + reach);
  const lastRow = Math.min(height - 1, row + reach);
  const side = 2 * reach + 1;
  for (let y = Math.max(0, row - reach); y <= lastRow; y++) {
    let from = (stamp * side + y - row + reach) * side + first - column + reach;
    for (let at = y * width + first; at <= y * width + last; at++) {
      const color = source[from++]!;
      if (color >= 0xff000000) pixels[at] = color;
      else if (color !== 0) pixels[at] = over(color, pixels[at]!);
    }
  }
}

/** Premultiplied source-over, two channels per multiplication. */
function over(source: number, below: number): number {
  const rest = 256 - (source >>> 24);
  const redBlue = (Math.imul(below & 0xff00ff, rest) >>> 8) & 0xff00ff;
  const greenAlpha = Math.imul((below >>> 8) & 0xff00ff, rest) & 0xff00ff00;
  return (source + redBlue + greenAlpha) >>> 0;
}

/** Makes premultiplied pixels what ImageData wants: the color of half-covered pixels is divided by their alpha. */
export function divideByAlpha(pixels: Uint32Array): void {
  for (let i = 0; i < pixels.length; i++) {
    const color = pixels[i]!;
    const alpha = color >>> 24;
    if (alpha === 0 || alpha === 255) continue;
    const red = Math.min(255, Math.round(((color & 255) * 255) / alpha));
    const green = Math.min(255, Math.round((((color >>> 8) & 255) * 255) / alpha));
    const blue = Math.min(255, Math.round((((color >>> 16) & 255) * 255) / alpha));
    pixels[i] = ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }
}

export function splatPainter(): Painter {
  let image: ImageData | null = null;
  let pixels = new Uint32Array(0);
  let stamps: Stamps[] | null = null;
  let stampsKey = "";
  return {
    paint(context, scene) {
      const { width, height } = context.canvas;
      if (image === null || image.width !== width || image.height !== height) {
        image = context.createImageData(width, height);
        pixels = new Uint32Array(image.data.buffer);
      }
      const key = JSON.stringify([scene.ink, scene.radius, scene.ratio]);
      if (stamps === null || key !== stampsKey) stamps = makeStamps(scene.ink, scene.radius * scene.ratio, scene.ratio);
      stampsKey = key;
      pixels.fill(0);
      splat({ pixels, width, height }, stamps, scene);
      divideByAlpha(pixels);
      context.putImageData(image, 0, 0);
      return true;
    },
    dispose() {
      image = stamps = null;
    },
  };
}
