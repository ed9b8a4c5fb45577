/** Paints dots without a graphics card: stamps are blended into the pixels of an ImageData. */

import type { Painter, Scene } from "./scatterScene";
import { makeStamps, SUBPIXELS, type Stamps } from "./scatterStamp";

/** Pixels of a picture, [height, width] row-major, premultiplied ABGR. */
export interface Raster {
  pixels: Uint32Array;
  width: number;
  height: number;
}

/** The pixels of stamps that are not empty, stamp behind stamp, by their distance from the dot's pixel in a raster. */
interface Brush {
  reach: number;
  /** [stamps + 1] where the pixels of each stamp start. */
  starts: Uint32Array;
  distances: Int32Array;
  colors: Uint32Array;
}

function brushOf({ reach, pixels }: Stamps, width: number): Brush {
  const side = 2 * reach + 1;
  const filled = pixels.reduce((count, color) => count + (color ? 1 : 0), 0);
  const starts = new Uint32Array(pixels.length / side ** 2 + 1);
  const brush = { reach, starts, distances: new Int32Array(filled), colors: new Uint32Array(filled) };
  let next = 0;
  pixels.forEach((color, i) => {
    const pixel = i % side ** 2;
    if (color) {
      brush.distances[next] = (Math.floor(pixel / side) - reach) * width + (pixel % side) - reach;
      brush.colors[next++] = color;
    }
    starts[Math.floor(i / side ** 2) + 1] = next;
  });
  return brush;
}

/**
 * Paints the stamp of every dot of the scene; `stamps` by tier. From the last dot, which lies on top, to the first: where many dots
 * overlap most pixels are opaque soon, and what lies below them costs nothing.
 */
export function splat(raster: Raster, stamps: Stamps[], { places: { xy }, looks, view, ratio }: Scene): void {
  const { pixels, width, height } = raster;
  const brushes = stamps.map((stamp) => brushOf(stamp, width));
  const [k, x0, y0] = [view.k * ratio, view.x * ratio, view.y * ratio];
  const { order, tier, color } = looks;
  for (let i = order.length - 1; i >= 0; i--) {
    const dot = order[i]!;
    const x = k * xy[2 * dot]! + x0;
    const y = k * xy[2 * dot + 1]! + y0;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const brush = brushes[tier[dot]!]!;
    const { reach } = brush;
    if (column < -reach || row < -reach || column >= width + reach || row >= height + reach) continue;
    const subpixel = Math.floor((y - row) * SUBPIXELS) * SUBPIXELS + Math.floor((x - column) * SUBPIXELS);
    const stamp = color[dot]! * SUBPIXELS ** 2 + subpixel;
    const isInside = column >= reach && row >= reach && column < width - reach && row < height - reach;
    if (isInside) paintBelow(pixels, brush, stamp, row * width + column);
    else paintAtBorder(raster, stamps[tier[dot]!]!, stamp, column, row);
  }
}

function paintBelow(pixels: Uint32Array, { starts, distances, colors }: Brush, stamp: number, center: number): void {
  const end = starts[stamp + 1]!;
  for (let i = starts[stamp]!; i < end; i++) {
    const at = center + distances[i]!;
    const above = pixels[at]!;
    if (above < 0xff000000) pixels[at] = over(above, colors[i]!);
  }
}

/** Paints nothing of a stamp that lies outside the raster. */
function paintAtBorder(
  { pixels, width, height }: Raster,
  { reach, pixels: source }: Stamps,
  stamp: number,
  column: number,
  row: number,
): void {
  const side = 2 * reach + 1;
  for (let y = Math.max(0, row - reach); y <= Math.min(height - 1, row + reach); y++) {
    for (let x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x++) {
      const color = source[(stamp * side + y - row + reach) * side + x - column + reach]!;
      pixels[y * width + x] = over(pixels[y * width + x]!, color);
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
