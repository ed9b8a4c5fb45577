/** Turns the pointer events of an element into hover, drag, click and zoom, in pixels from its top left corner. */

import { wheelFactor, wheelPixels } from "./viewport";

export interface Gestures {
  hover?(x: number, y: number): void;
  leave?(): void;
  drag(dx: number, dy: number): void;
  /** True when the picture did zoom; the page scrolls otherwise. */
  zoom(factor: number, x: number, y: number): boolean;
  click?(x: number, y: number, press: MouseEvent): void;
  reset(): void;
  /** Whether a press draws a loop instead of dragging. */
  isCircling?(press: PointerEvent): boolean;
  /** The loop's next point. */
  circle?(x: number, y: number): void;
  /** The loop is drawn; or was not, where the pointer was taken away. */
  circled?(whole: boolean): void;
}

/** A press that moves less than this many pixels is a click. */
const SLACK = 3;

/** Listens until the returned function is called. The pointer is captured once it drags, so that clicks still reach children. */
export function trackGestures(element: HTMLElement | SVGElement, gestures: Gestures): () => void {
  let pressed: PointerEvent | null = null;
  let dragging = false;
  let circling = false;
  const at = (event: MouseEvent): [number, number] => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const move = (event: PointerEvent) => {
    if (pressed === null) return gestures.hover?.(...at(event));
    const [dx, dy] = [event.clientX - pressed.clientX, event.clientY - pressed.clientY];
    if (!dragging && Math.hypot(dx, dy) < SLACK) return;
    if (!dragging) start(event, pressed);
    pressed = event;
    if (circling) gestures.circle?.(...at(event));
    else gestures.drag(dx, dy);
  };
  const start = (event: PointerEvent, press: PointerEvent) => {
    element.setPointerCapture(event.pointerId);
    dragging = true;
    circling = gestures.isCircling?.(press) ?? false;
    if (circling) gestures.circle?.(...at(press));
  };
  const release = (event: PointerEvent) => {
    if (pressed !== null && !dragging && event.type === "pointerup") gestures.click?.(...at(event), event);
    if (circling) gestures.circled?.(event.type === "pointerup");
    pressed = null;
    dragging = circling = false;
  };
  const wheel = (event: WheelEvent) => {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) && !event.ctrlKey) {
      event.preventDefault();
      return gestures.drag(-wheelPixels(event.deltaX, event.deltaMode), 0);
    }
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
