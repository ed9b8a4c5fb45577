/** The ways of single dots over the steps: a line that is faint where it begins, a small disk per step, numbers at its ends. */

import type { Rgb } from "./color";
import type { Frame } from "./scatterDots";
import { placeIn } from "./scatterDots";
import type { Scene } from "./scatterScene";
import { toScreen, type Box } from "./viewport";

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
    if (trails.length <= MOST_NAMED) drawEnds(context, scene, trail, at);
  }
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

/** The numbers of the first and the last step, away from the way itself; that of the shown one stands above the page already. */
function drawEnds(
  context: CanvasRenderingContext2D,
  { ink }: Scene,
  { steps, now }: TrailPath,
  at: [number, number][],
): void {
  context.font = "600 10px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.strokeStyle = `rgb(${ink.paper.join(",")})`;
  context.fillStyle = `rgb(${ink.ring.join(",")})`;
  for (const [end, next] of [
    [0, 1],
    [at.length - 1, at.length - 2],
  ] as const) {
    if (end === now || !at[next]) continue;
    const [dx, dy] = [at[end]![0] - at[next]![0], at[end]![1] - at[next]![1]];
    const away = 10 / (Math.hypot(dx, dy) || 1);
    const [x, y] = [at[end]![0] + dx * away, at[end]![1] + dy * away];
    context.strokeText(String(steps[end]), x, y);
    context.fillText(String(steps[end]), x, y);
  }
}
