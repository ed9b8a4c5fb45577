/** Canvases in CSS pixels: sized for the device's pixel ratio, cleared, ready to draw on. */

/** The context of `canvas`, `width` x `height` CSS pixels large and cleared; null where nothing can be drawn. */
export function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const context = size(canvas, width, height);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** As `prepare`, but what was drawn stays where the size does. */
export function size(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const across = Math.round(width * ratio);
  const down = Math.round(height * ratio);
  if (!across || !down) return null;
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
