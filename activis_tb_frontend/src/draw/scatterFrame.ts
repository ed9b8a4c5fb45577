/** Draws on a canvas in the browser's next frame, in the size that the canvas has on the screen. */

/** Returns a function that takes the request back: of several requests before a frame only the last one costs time. */
export function drawInFrame(
  canvas: HTMLCanvasElement,
  ratio: number,
  draw: (context: CanvasRenderingContext2D) => unknown,
): () => void {
  const frame = requestAnimationFrame(() => {
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext("2d");
    if (context !== null && width > 0 && height > 0) draw(context);
  });
  return () => cancelAnimationFrame(frame);
}
