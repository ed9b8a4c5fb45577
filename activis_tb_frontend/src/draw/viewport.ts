/** The transform of a picture that can be panned and zoomed: screen = k * world + offset, the same k for x and y. */

export interface View {
  k: number;
  x: number;
  y: number;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function toScreen(view: View, x: number, y: number): [number, number] {
  return [view.k * x + view.x, view.k * y + view.y];
}

export function toWorld(view: View, x: number, y: number): [number, number] {
  return [(x - view.x) / view.k, (y - view.y) / view.k];
}

/** The whole box in the middle of a width x height picture, `padding` pixels from its sides; `largest` bounds k. */
export function fitView(box: Box, width: number, height: number, padding: number, largest = Infinity): View {
  const [spanX, spanY] = [box.right - box.left, box.bottom - box.top];
  const room = (span: number, pixels: number) => (span > 0 ? Math.max(1, pixels - 2 * padding) / span : Infinity);
  const k = Math.min(room(spanX, width), room(spanY, height), largest);
  const scale = Number.isFinite(k) ? k : 1;
  return {
    k: scale,
    x: width / 2 - (scale * (box.left + box.right)) / 2,
    y: height / 2 - (scale * (box.top + box.bottom)) / 2,
  };
}

export function panBy(view: View, dx: number, dy: number): View {
  return { k: view.k, x: view.x + dx, y: view.y + dy };
}

/** Zooms by `factor` with what is under (x, y) staying there; k stays within `bounds`. */
export function zoomAt(view: View, factor: number, x: number, y: number, bounds: readonly [number, number]): View {
  const k = Math.min(bounds[1], Math.max(bounds[0], view.k * factor));
  const ratio = k / view.k;
  return { k, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** What a wheel turned in pixels, whatever unit the browser reports. */
export function wheelPixels(delta: number, deltaMode: number): number {
  return delta * (deltaMode === 1 ? 33 : deltaMode === 2 ? 400 : 1);
}

/** Zoom factor of a wheel event; a notch of a mouse wheel is about 1.2. */
export function wheelFactor(event: { deltaY: number; deltaMode: number }): number {
  const pixels = wheelPixels(event.deltaY, event.deltaMode);
  return Math.exp(-Math.max(-240, Math.min(240, pixels)) * 0.0018);
}

/** The view panned as little as needed to bring a point of the screen inside the padding; the same view if it is there. */
export function revealPoint(view: View, x: number, y: number, width: number, height: number, padding: number): View {
  const inside = (at: number, size: number) => Math.min(Math.max(at, padding), Math.max(padding, size - padding)) - at;
  const [dx, dy] = [inside(x, width), inside(y, height)];
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy);
}
