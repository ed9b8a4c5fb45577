/** Rings of the dot under the pointer and of pinned dots, lines to neighbors, a loop; on a canvas of their own, so no dot is repainted. */

import type { Rgb } from "./color";
import type { Scene } from "./scatterScene";
import { drawTrails, type TrailPath } from "./scatterTrails";
import { toScreen } from "./viewport";

export interface Overlay {
  pinned: readonly number[];
  /** -1 for none. */
  hovered: number;
  /** Dots that a line joins with the one in their center, which is -1 where there is none. */
  center: number;
  linked: readonly number[];
  /** Dots that have a ring for another reason. */
  ringed: readonly number[];
  trails: readonly TrailPath[];
  /** A loop on its way, [x, y, x, y ...] in CSS pixels. */
  loop: readonly number[];
}

/** Clears the canvas and draws the overlay; a dot without a place has no ring and no line. */
export function drawOverlay(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { pinned, hovered, center, linked, ringed, trails, loop }: Overlay,
): void {
  const { ratio, radius } = scene;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const size = Math.max(radius, 2.5);
  drawTrails(context, scene, trails);
  drawLinks(context, scene, center, linked);
  for (const dot of [...linked, ...ringed]) drawRing(context, scene, dot, size, 1);
  for (const dot of pinned) drawRing(context, scene, dot, size, 1.5);
  if (center >= 0 && center !== hovered) drawRing(context, scene, center, size, 1.5);
  if (hovered >= 0) drawRing(context, scene, hovered, size + 1, 2);
  drawLoop(context, scene, loop);
}

/** Lines in ink between two of paper, so that they are seen over dots of any color. */
function drawLinks(
  context: CanvasRenderingContext2D,
  { places, ink, view }: Scene,
  from: number,
  linked: readonly number[],
): void {
  const at = (dot: number) => toScreen(view, places.xy[2 * dot] ?? NaN, places.xy[2 * dot + 1] ?? NaN);
  const start = at(from);
  const ends = linked.map(at).filter(([x]) => !Number.isNaN(x));
  if (Number.isNaN(start[0])) return;
  context.beginPath();
  for (const end of ends) {
    context.moveTo(...start);
    context.lineTo(...end);
  }
  stroke(context, ink.paper, 3);
  stroke(context, ink.ring, 1);
}

function drawLoop(context: CanvasRenderingContext2D, { ink }: Scene, loop: readonly number[]): void {
  if (loop.length < 4) return;
  context.beginPath();
  for (let i = 0; i < loop.length; i += 2) context.lineTo(loop[i]!, loop[i + 1]!);
  context.closePath();
  context.fillStyle = `rgb(${ink.ring.join(",")},0.06)`;
  context.fill();
  stroke(context, ink.ring, 1.5);
}

function stroke(context: CanvasRenderingContext2D, color: Rgb, width: number): void {
  context.strokeStyle = `rgb(${color.join(",")})`;
  context.lineWidth = width;
  context.stroke();
}

function drawRing(
  context: CanvasRenderingContext2D,
  { places, looks, ink, view }: Scene,
  dot: number,
  radius: number,
  line: number,
): void {
  const [x, y] = toScreen(view, places.xy[2 * dot] ?? NaN, places.xy[2 * dot + 1] ?? NaN);
  if (Number.isNaN(x)) return;
  disk(context, x, y, radius + 1.5 + line, ink.paper);
  disk(context, x, y, radius + 0.5 + line, ink.ring);
  disk(context, x, y, radius + 0.5, ink.paper);
  disk(context, x, y, radius, ink.colors[looks.color[dot]!]!);
}

function disk(context: CanvasRenderingContext2D, x: number, y: number, radius: number, color: Rgb): void {
  context.fillStyle = `rgb(${color.join(",")})`;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
