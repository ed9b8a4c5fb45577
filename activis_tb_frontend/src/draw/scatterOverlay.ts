/** The rings of the dot under the pointer and of pinned dots, on a canvas of their own so that hovering repaints no dots. */

import type { Rgb } from "./color";
import type { Scene } from "./scatterScene";
import { toScreen } from "./scatterView";

/** Clears the canvas and draws the rings; a dot without a place has none. `hovered` is -1 for none. */
export function drawRings(
  context: CanvasRenderingContext2D,
  scene: Scene,
  pinned: readonly number[],
  hovered: number,
): void {
  const { ratio, radius } = scene;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const size = Math.max(radius, 2.5);
  for (const dot of pinned) drawRing(context, scene, dot, size, 1.5);
  if (hovered >= 0) drawRing(context, scene, hovered, size + 1, 2);
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
