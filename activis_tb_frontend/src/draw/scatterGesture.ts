/** Turns the pointer events of an element into hover, drag, click and zoom, in pixels from its top left corner. */

import { wheelFactor } from "./scatterView";

export interface Gestures {
  hover?(x: number, y: number): void;
  leave?(): void;
  drag(dx: number, dy: number): void;
  /** True when the picture did zoom; the page scrolls otherwise. */
  zoom(factor: number, x: number, y: number): boolean;
  click?(x: number, y: number): void;
  reset(): void;
}

/** A press that moves less than this many pixels is a click. */
const SLACK = 3;

/** Listens until the returned function is called. The pointer is captured once it drags, so that clicks still reach children. */
export function trackGestures(element: HTMLElement | SVGElement, gestures: Gestures): () => void {
  let pressed: PointerEvent | null = null;
  let dragging = false;
  const at = (event: MouseEvent): [number, number] => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const move = (event: PointerEvent) => {
    if (pressed === null) return gestures.hover?.(...at(event));
    const [dx, dy] = [event.clientX - pressed.clientX, event.clientY - pressed.clientY];
    if (!dragging && Math.hypot(dx, dy) < SLACK) return;
    if (!dragging) element.setPointerCapture(event.pointerId);
    dragging = true;
    pressed = event;
    gestures.drag(dx, dy);
  };
  const release = (event: PointerEvent) => {
    if (pressed !== null && !dragging && event.type === "pointerup") gestures.click?.(...at(event));
    pressed = null;
    dragging = false;
  };
  const wheel = (event: WheelEvent) => {
    if (gestures.zoom(wheelFactor(event), ...at(event))) event.preventDefault();
  };
  const stop = new AbortController();
  const listen = <T extends Event>(type: string, listener: (event: T) => void) =>
    element.addEventListener(type, listener as EventListener, { signal: stop.signal, passive: false });
  listen<PointerEvent>("pointerdown", (event) => event.button === 0 && (pressed = event));
  listen("pointermove", move);
  listen("pointerup", release);
  listen("pointercancel", release);
  listen("pointerleave", (event: PointerEvent) => {
    if (!dragging) release(event);
    gestures.leave?.();
  });
  listen("wheel", wheel);
  listen("dblclick", () => gestures.reset());
  return () => stop.abort();
}
