/** The ways of single dots over the steps: a line that is faint where it begins, a small disk per step, names at its ends. */

import type { Rgb } from "./color";
import type { Frame } from "./scatterDots";
import { placeIn } from "./scatterDots";
import type { Scene } from "./scatterScene";
import { toScreen, type Box, type View } from "./viewport";

export interface TrailPath {
  dot: number;
  steps: readonly number[];
  /** [2 steps] places as those of dots: in [-1, 1], y downwards. */
  xy: Float32Array;
  /** Which of the steps the map shows. */
  now: number;
}

const FAINTEST = 0.25;
const DISK = 2.5;
/** Names of more trails would lie on each other. */
const MOST_NAMED = 3;
/** Height of a step's name, about half of the width of one of its letters, and how far it stands from the end of the way; in pixels. */
export const NAME_SIZE = 11;
const HALF_LETTER = 3;
const AWAY = 10;

/** From the coordinates of a map, whose dots lie in `frame`. */
export function trailPath(
  { dot, steps, xy }: { dot: number; steps: readonly number[]; xy: Float32Array },
  frame: Frame,
  step: number,
): TrailPath {
  return { dot, steps, xy: placeIn(frame, xy), now: steps.indexOf(step) };
}

/** The box of the dots, grown to hold the trails. */
export function boxWith(box: Box, trails: readonly TrailPath[]): Box {
  const grown = { ...box };
  for (const { xy } of trails)
    for (let i = 0; i < xy.length; i += 2) {
      grown.left = Math.min(grown.left, xy[i]!);
      grown.right = Math.max(grown.right, xy[i]!);
      grown.top = Math.min(grown.top, xy[i + 1]!);
      grown.bottom = Math.max(grown.bottom, xy[i + 1]!);
    }
  return grown;
}

/** How much of its ink the way to a step has: the shown step and those after it all, earlier ones the less the longer ago. */
export function inkOfStep(index: number, now: number): number {
  return index >= now ? 1 : FAINTEST + ((1 - FAINTEST) * index) / Math.max(1, now);
}

export function drawTrails(context: CanvasRenderingContext2D, scene: Scene, trails: readonly TrailPath[]): void {
  const { ink, view } = scene;
  for (const trail of trails) {
    const at = trail.steps.map((_, i) => toScreen(view, trail.xy[2 * i]!, trail.xy[2 * i + 1]!));
    for (let i = 1; i < at.length; i++) drawLine(context, at[i - 1]!, at[i]!, ink.paper, 5, 0.8);
    for (let i = 1; i < at.length; i++) drawLine(context, at[i - 1]!, at[i]!, ink.ring, 2, inkOfStep(i, trail.now));
    at.forEach(([x, y], i) => i !== trail.now && drawDisk(context, scene, trail, x, y, inkOfStep(i, trail.now)));
  }
  drawNames(context, scene, trailNames(trails, view, context.canvas.width / scene.ratio));
}

function drawLine(
  context: CanvasRenderingContext2D,
  from: readonly [number, number],
  to: readonly [number, number],
  color: Rgb,
  width: number,
  alpha: number,
): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.strokeStyle = `rgb(${color.join(",")},${alpha})`;
  context.lineWidth = width;
  context.lineCap = "round";
  context.stroke();
}

/** In the color of its dot, with an edge of ink on paper: it stands out from the dots around it. */
function drawDisk(
  context: CanvasRenderingContext2D,
  { ink, looks }: Scene,
  { dot }: TrailPath,
  x: number,
  y: number,
  alpha: number,
): void {
  const disks: [number, Rgb, number][] = [
    [DISK + 2, ink.paper, 0.8],
    [DISK + 1, ink.ring, alpha],
    [DISK, ink.colors[looks.color[dot]!]!, 1],
  ];
  for (const [radius, color, opacity] of disks) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = `rgb(${color.join(",")},${opacity})`;
    context.fill();
  }
}

/** A step's name and the middle of its place on the screen. */
export interface TrailName {
  text: string;
  x: number;
  y: number;
}

/**
 * Names of the first and the last step of each way, away from the way itself and within `width`; that of the shown step stands above
 * the page already, and of two that would lie on each other the first one is left.
 */
export function trailNames(trails: readonly TrailPath[], view: View, width: number): TrailName[] {
  if (trails.length > MOST_NAMED) return [];
  const names: TrailName[] = [];
  for (const { steps, xy, now } of trails)
    for (const [end, next] of [
      [0, 1],
      [steps.length - 1, steps.length - 2],
    ] as const) {
      if (end === now || next < 0 || next >= steps.length) continue;
      const name = nameBeside(`step ${steps[end]}`, placeOf(xy, end, view), placeOf(xy, next, view), width);
      if (!names.some((other) => isOver(name, other))) names.push(name);
    }
  return names;
}

function placeOf(xy: Float32Array, step: number, view: View): [number, number] {
  return toScreen(view, xy[2 * step]!, xy[2 * step + 1]!);
}

const halfOf = (text: string): number => HALF_LETTER * text.length;

function nameBeside(text: string, end: [number, number], next: [number, number], width: number): TrailName {
  const [dx, dy] = [end[0] - next[0], end[1] - next[1]];
  const [length, half] = [Math.hypot(dx, dy) || 1, halfOf(text)];
  const x = end[0] + (dx / length) * (AWAY + half);
  return { text, x: Math.max(half, Math.min(width - half, x)), y: end[1] + (dy / length) * AWAY };
}

function isOver(one: TrailName, other: TrailName): boolean {
  return Math.abs(one.x - other.x) < halfOf(one.text) + halfOf(other.text) && Math.abs(one.y - other.y) < NAME_SIZE;
}

function drawNames(context: CanvasRenderingContext2D, { ink }: Scene, names: readonly TrailName[]): void {
  context.font = `600 ${NAME_SIZE}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.strokeStyle = `rgb(${ink.paper.join(",")})`;
  context.fillStyle = `rgb(${ink.ring.join(",")})`;
  for (const { text, x, y } of names) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
