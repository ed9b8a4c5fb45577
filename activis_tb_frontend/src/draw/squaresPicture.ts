/** Draws the marks of the instance panel that are in view. */

import type { Inks } from "./color";
import { markRectangle, type SquaresLayout, type Strip } from "./squares";

/** Where an instance's picture is in a sprite. */
export interface Sprite {
  image: CanvasImageSource;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface SquaresPicture {
  layout: SquaresLayout;
  /** What is in view. */
  top: number;
  height: number;
  colors: string[];
  inks: Inks;
  /** Class of a row's own color, and that of its border or null, in a block of several classes. */
  fillOf: (row: number) => number;
  borderOf: (row: number) => number | null;
  /** Mask over table rows; null lights up all. */
  highlighted: Uint8Array | null;
  /** Whether activations of a table row are known; the others are pale. */
  isSampled: (row: number) => boolean;
  /** The picture to draw instead of a square; null while it is not there. */
  spriteOf: ((row: number) => Sprite | null) | null;
}

const DIM = 0.22;
/** Opacity of an instance outside the sample, whose square is smaller, too, and has no border. */
const PALE = 0.4;

interface Box {
  x: number;
  y: number;
  side: number;
}

function colorOf(index: number, { colors, inks }: SquaresPicture): string {
  return colors[index] ?? inks.neutral;
}

function drawSquare(
  context: CanvasRenderingContext2D,
  { x, y, side }: Box,
  fill: string,
  border: string | null,
  inks: Inks,
): void {
  context.fillStyle = border ?? fill;
  context.fillRect(x, y, side, side);
  if (border === null) return;
  context.fillStyle = inks.side;
  context.fillRect(x + 2, y + 2, side - 4, side - 4);
  context.fillStyle = fill;
  context.fillRect(x + 3, y + 3, side - 6, side - 6);
}

/** The picture in a frame of the predicted class, or of the true one where it is right. */
function drawThumbnail(
  context: CanvasRenderingContext2D,
  { x, y, side }: Box,
  frame: string,
  sprite: Sprite | null,
  inks: Inks,
): void {
  context.fillStyle = frame;
  context.fillRect(x, y, side, side);
  context.fillStyle = inks.side;
  context.fillRect(x + 2, y + 2, side - 4, side - 4);
  if (!sprite) return;
  const scale = (side - 4) / Math.max(sprite.width, sprite.height);
  const [width, height] = [sprite.width * scale, sprite.height * scale];
  context.imageSmoothingEnabled = scale < 1;
  context.drawImage(
    sprite.image,
    sprite.x,
    sprite.y,
    sprite.width,
    sprite.height,
    x + (side - width) / 2,
    y + (side - height) / 2,
    width,
    height,
  );
}

function drawSquares(context: CanvasRenderingContext2D, strip: Strip, picture: SquaresPicture): void {
  const { layout, top, height, highlighted, inks, spriteOf } = picture;
  const { pitch, side } = layout.marks;
  const start = Math.max(0, Math.floor((top - strip.y) / pitch)) * strip.perLine;
  const end = Math.min(strip.rows.length, Math.ceil((top + height - strip.y) / pitch) * strip.perLine);
  for (let place = start; place < end; place++) {
    const row = strip.rows[place];
    const { isMixed } = strip.block;
    const [own, other] = isMixed
      ? [picture.fillOf(row), picture.borderOf(row)]
      : [strip.block.fill, strip.block.border];
    const fill = colorOf(own, picture);
    const border = other === null ? null : colorOf(other, picture);
    const { x, y } = markRectangle({ strip, place }, layout.marks);
    const isSampled = picture.isSampled(row);
    context.globalAlpha = (isSampled || spriteOf ? 1 : PALE) * (!highlighted || highlighted[row] ? 1 : DIM);
    context.fillStyle = fill;
    if (spriteOf) drawThumbnail(context, { x, y, side }, border ?? fill, spriteOf(row), inks);
    else if (isSampled) drawSquare(context, { x, y, side }, fill, border, inks);
    else context.fillRect(x + 1, y + 1, side - 2, side - 2);
  }
}

/** The sampled instances, then the pale others; each part is lit as far as its instances are: their share of its length. */
function drawBar(context: CanvasRenderingContext2D, strip: Strip, picture: SquaresPicture): void {
  const { highlighted } = picture;
  context.fillStyle = colorOf(strip.block.border ?? strip.block.fill, picture);
  const others = strip.rows.findIndex((row) => !picture.isSampled(row));
  const n_sampled = others < 0 ? strip.rows.length : others;
  const slice = strip.width / strip.rows.length;
  for (const [start, end, opacity] of [
    [0, n_sampled, 1],
    [n_sampled, strip.rows.length, PALE],
  ]) {
    const part = strip.rows.subarray(start, end);
    const lit = highlighted ? part.reduce((sum, row) => sum + highlighted[row], 0) : part.length;
    context.globalAlpha = opacity;
    context.fillRect(strip.x + start * slice, strip.y, lit * slice, strip.height);
    context.globalAlpha = opacity * DIM;
    context.fillRect(strip.x + (start + lit) * slice, strip.y, (part.length - lit) * slice, strip.height);
  }
}

/** Draws what lies between `top` and `top + height`, shifted so that `top` is the canvas' upper edge. */
export function drawInstances(context: CanvasRenderingContext2D, picture: SquaresPicture): void {
  context.save();
  context.translate(0, -picture.top);
  for (const strip of picture.layout.strips) {
    if (strip.y + strip.height < picture.top || strip.y > picture.top + picture.height) continue;
    if (strip.kind === "bar") drawBar(context, strip, picture);
    else drawSquares(context, strip, picture);
  }
  context.restore();
}

/** Rings around marks; a strong one is that of the hovered instance. */
export function drawRings(
  context: CanvasRenderingContext2D,
  rectangles: { x: number; y: number; width: number; height: number; strong: boolean }[],
): void {
  for (const { x, y, width, height, strong } of rectangles) {
    context.lineWidth = strong ? 2 : 1.5;
    context.strokeRect(x - 1, y - 1, width + 2, height + 2);
  }
}
