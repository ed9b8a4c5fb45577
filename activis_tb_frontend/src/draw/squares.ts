/** Lays out and draws the squares and bars of the instance panel; hit testing by arithmetic, whatever the number of instances. */

import type { Block, Group } from "./groups";
import type { Inks } from "./color";

/** A stretch of equal marks: squares in lines of `perLine`, or one bar in which an instance is a slice. */
export interface Strip {
  kind: "squares" | "bar";
  rows: Int32Array;
  /** Class that gives the border; null for right ones. */
  prediction: number | null;
  x: number;
  y: number;
  width: number;
  height: number;
  perLine: number;
}

export interface GroupLayout {
  group: Group;
  y: number;
  strips: Strip[];
}

export interface SquaresLayout {
  groups: GroupLayout[];
  strips: Strip[];
  height: number;
}

export const PITCH = 11;
export const SIDE = 9;
const HEADER = 24;
const LABEL = 82;
const LINE = 17;
const PADDING = 7;
const BAR = 8;
/** Wrong ones beyond so many lines are a bar in the compact panel. */
const COMPACT_LINES = 2;

interface Space {
  width: number;
  compact: boolean;
  /** CSS pixels per instance of a bar, common to all groups so that lengths compare. */
  perInstance: number;
}

function layBar(block: Block, x: number, y: number, space: Space): Strip {
  const width = Math.max(3, Math.min(space.width - x, block.rows.length * space.perInstance));
  return { kind: "bar", rows: block.rows, prediction: block.prediction, x, y: y + 4, width, height: BAR, perLine: 0 };
}

function layBlock(block: Block, y: number, space: Space): Strip {
  const right = block.prediction === null;
  const x = right ? 0 : LABEL;
  const perLine = Math.max(1, Math.floor((space.width - x + PITCH - SIDE) / PITCH));
  const lines = Math.ceil(block.rows.length / perLine);
  if (space.compact && (right || lines > COMPACT_LINES)) return layBar(block, x, y, space);
  const height = lines * PITCH;
  const top = right ? y : y + (LINE - PITCH) / 2;
  return {
    kind: "squares",
    rows: block.rows,
    prediction: block.prediction,
    x,
    y: top,
    width: perLine * PITCH,
    height,
    perLine,
  };
}

/** Where everything lies in a panel of `width` CSS pixels. */
export function layoutSquares(groups: Group[], width: number, compact: boolean): SquaresLayout {
  const largest = Math.max(1, ...groups.flatMap((group) => group.blocks.map((block) => block.rows.length)));
  const space = { width, compact, perInstance: Math.min(4, width / largest) };
  let y = 0;
  const laid = groups.map((group): GroupLayout => {
    const top = y;
    y += HEADER;
    const strips = group.blocks.map((block) => {
      const strip = layBlock(block, y, space);
      y += block.prediction === null ? Math.max(strip.height, LINE - 3) + 1 : Math.max(LINE, strip.height + 6);
      return strip;
    });
    y += PADDING;
    return { group, y: top, strips };
  });
  return { groups: laid, strips: laid.flatMap((group) => group.strips), height: y };
}

function placeIn(strip: Strip, x: number, y: number): number {
  if (strip.kind === "bar") return Math.floor(((x - strip.x) / strip.width) * strip.rows.length);
  const across = Math.floor((x - strip.x) / PITCH);
  return across < strip.perLine ? Math.floor((y - strip.y) / PITCH) * strip.perLine + across : -1;
}

/** The instance (table row) whose mark is under (x, y); -1 where there is none. */
export function instanceAt(layout: SquaresLayout, x: number, y: number): number {
  const slack = (strip: Strip): number => (strip.kind === "bar" ? 4 : 0);
  const strip = layout.strips.find(
    (strip) =>
      y >= strip.y - slack(strip) &&
      y < strip.y + strip.height + slack(strip) &&
      x >= strip.x &&
      x < strip.x + strip.width,
  );
  if (!strip) return -1;
  const place = placeIn(strip, x, y);
  return place >= 0 && place < strip.rows.length ? strip.rows[place] : -1;
}

/** Strip and place of `row`; null when it is not shown. */
export function placeOf(layout: SquaresLayout, row: number): { strip: Strip; place: number } | null {
  for (const strip of layout.strips) {
    const place = strip.rows.indexOf(row);
    if (place >= 0) return { strip, place };
  }
  return null;
}

/** The rectangle of the mark at `place` of `strip`. */
export function markRectangle(strip: Strip, place: number): { x: number; y: number; width: number; height: number } {
  if (strip.kind === "squares") {
    const line = Math.floor(place / strip.perLine);
    return { x: strip.x + (place % strip.perLine) * PITCH, y: strip.y + line * PITCH, width: SIDE, height: SIDE };
  }
  const slice = strip.width / strip.rows.length;
  const width = Math.max(3, slice);
  const x = Math.min(strip.x + place * slice, strip.x + strip.width - width);
  return { x, y: strip.y, width, height: strip.height };
}

export interface SquaresPicture {
  layout: SquaresLayout;
  /** What is in view. */
  top: number;
  height: number;
  colorOf: (row: number) => string;
  colors: string[];
  neutral: string;
  /** Mask over table rows; null lights up all. */
  highlighted: Uint8Array | null;
  /** Whether activations of a table row are known; the others are pale. */
  isSampled: (row: number) => boolean;
  inks: Inks;
}

const DIM = 0.22;
/** Opacity of an instance outside the sample, whose square is smaller, too, and has no border. */
const PALE = 0.4;

function drawSquare(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  fill: string,
  border: string | null,
  inks: Inks,
): void {
  context.fillStyle = border ?? fill;
  context.fillRect(x, y, SIDE, SIDE);
  if (border === null) return;
  context.fillStyle = inks.side;
  context.fillRect(x + 2, y + 2, SIDE - 4, SIDE - 4);
  context.fillStyle = fill;
  context.fillRect(x + 3, y + 3, SIDE - 6, SIDE - 6);
}

function drawSquares(context: CanvasRenderingContext2D, strip: Strip, picture: SquaresPicture): void {
  const { top, height, highlighted, colors, neutral, inks } = picture;
  const start = Math.max(0, Math.floor((top - strip.y) / PITCH)) * strip.perLine;
  const end = Math.min(strip.rows.length, Math.ceil((top + height - strip.y) / PITCH) * strip.perLine);
  const border = strip.prediction === null ? null : (colors[strip.prediction] ?? neutral);
  for (let place = start; place < end; place++) {
    const row = strip.rows[place];
    const { x, y } = markRectangle(strip, place);
    const sampled = picture.isSampled(row);
    context.globalAlpha = (sampled ? 1 : PALE) * (!highlighted || highlighted[row] ? 1 : DIM);
    const fill = picture.colorOf(row);
    context.fillStyle = fill;
    if (sampled) drawSquare(context, x, y, fill, border, inks);
    else context.fillRect(x + 1, y + 1, SIDE - 2, SIDE - 2);
  }
}

/** The sampled instances, then the pale others; each part is lit as far as its instances are: their share of its length. */
function drawBar(context: CanvasRenderingContext2D, strip: Strip, picture: SquaresPicture): void {
  const { highlighted, colors, neutral } = picture;
  context.fillStyle =
    strip.prediction === null ? picture.colorOf(strip.rows[0]) : (colors[strip.prediction] ?? neutral);
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
