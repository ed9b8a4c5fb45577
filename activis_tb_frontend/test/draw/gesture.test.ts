import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { trackGestures } from "../../src/draw/gesture";
import { keyAction } from "../../src/draw/scatterKeys";

describe("trackGestures", () => {
  const gestures = { hover: vi.fn(), leave: vi.fn(), drag: vi.fn(), zoom: vi.fn(), click: vi.fn(), reset: vi.fn() };
  let element: HTMLElement;
  let stop: () => void;
  const send = (type: string, clientX: number, clientY: number) =>
    element.dispatchEvent(new PointerEvent(type, { clientX, clientY, button: 0, pointerId: 1 }));

  beforeEach(() => {
    vi.resetAllMocks();
    element = document.createElement("div");
    element.setPointerCapture = vi.fn();
    stop = trackGestures(element, gestures);
  });
  afterEach(() => stop());

  it("hovers while no button is pressed", () => {
    send("pointermove", 5, 6);
    expect(gestures.hover).toHaveBeenCalledWith(5, 6);
    expect(gestures.drag).not.toHaveBeenCalled();
  });

  it("takes a press that hardly moves for a click", () => {
    send("pointerdown", 5, 6);
    send("pointermove", 6, 6);
    send("pointerup", 6, 6);
    expect(gestures.click).toHaveBeenCalledExactlyOnceWith(6, 6, expect.any(MouseEvent));
    expect(gestures.drag).not.toHaveBeenCalled();
  });

  it("drags by what the pointer moved, and ends without a click", () => {
    send("pointerdown", 0, 0);
    send("pointermove", 10, 0);
    send("pointermove", 12, 5);
    send("pointerup", 12, 5);
    expect(gestures.drag.mock.calls).toEqual([
      [10, 0],
      [2, 5],
    ]);
    expect(element.setPointerCapture).toHaveBeenCalledTimes(1);
    expect(gestures.click).not.toHaveBeenCalled();
    expect(gestures.hover).not.toHaveBeenCalled();
  });

  it("circles instead of dragging where a press says so, from where it was pressed to its end", () => {
    stop();
    const circle = vi.fn();
    const circled = vi.fn();
    stop = trackGestures(element, { ...gestures, isCircling: (press) => press.clientX === 5, circle, circled });
    send("pointerdown", 5, 6);
    send("pointermove", 20, 6);
    send("pointermove", 20, 30);
    send("pointerup", 20, 30);
    expect(circle.mock.calls).toEqual([
      [5, 6],
      [20, 6],
      [20, 30],
    ]);
    expect(circled).toHaveBeenCalledExactlyOnceWith(true);
    expect([gestures.drag, gestures.click].map((call) => call.mock.calls.length)).toEqual([0, 0]);
    send("pointerdown", 0, 0);
    send("pointermove", 9, 9);
    send("pointercancel", 9, 9);
    expect(gestures.drag).toHaveBeenCalledExactlyOnceWith(9, 9);
    expect(circled).toHaveBeenCalledTimes(1);
  });

  it.each([true, false])("keeps the wheel from the page only if the picture zoomed (%s)", (zoomed) => {
    gestures.zoom.mockReturnValue(zoomed);
    const wheel = new WheelEvent("wheel", { deltaY: -100, cancelable: true });
    element.dispatchEvent(wheel);
    expect(wheel.defaultPrevented).toBe(zoomed);
  });

  it("pans where a trackpad or a wheel with Shift goes sideways, rather than going back in the browser's history", () => {
    const wheel = new WheelEvent("wheel", { deltaX: 30, deltaY: -4, cancelable: true });
    element.dispatchEvent(wheel);
    expect(gestures.drag).toHaveBeenCalledExactlyOnceWith(-30, 0);
    expect(gestures.zoom).not.toHaveBeenCalled();
    expect(wheel.defaultPrevented).toBe(true);
  });

  it("resets on a double click, tells when the pointer leaves, and stops when asked to", () => {
    element.dispatchEvent(new MouseEvent("dblclick"));
    send("pointerleave", 0, 0);
    stop();
    send("pointermove", 1, 1);
    expect([gestures.reset, gestures.leave, gestures.hover].map((call) => call.mock.calls.length)).toEqual([1, 1, 0]);
  });
});

describe("keyAction", () => {
  const press = (key: string, modifier = {}) =>
    keyAction({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifier });

  it("steps with arrows, y downwards", () => {
    expect(press("ArrowUp")).toEqual({ step: [0, -1] });
    expect(press("ArrowRight")).toEqual({ step: [1, 0] });
  });

  it("leaves other keys and the browser's own zoom alone", () => {
    expect(press("Tab")).toBeNull();
    expect(press("+", { ctrlKey: true })).toBeNull();
  });
});
