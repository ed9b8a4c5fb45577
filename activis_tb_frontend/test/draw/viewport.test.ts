import { describe, expect, it } from "vitest";
import { fitView, panBy, revealPoint, toScreen, toWorld, wheelFactor, zoomAt } from "../../src/draw/viewport";

const view = { k: 3, x: 40, y: -7 };

it("world to screen and back is where it began, before and after panning and zooming", () => {
  for (const shown of [view, panBy(view, 5, 6), zoomAt(view, 1.7, 20, 30, [0, 100])]) {
    const [x, y] = toWorld(shown, ...toScreen(shown, 0.25, -0.5));
    expect(x).toBeCloseTo(0.25);
    expect(y).toBeCloseTo(-0.5);
  }
});

describe("zoomAt", () => {
  it("keeps what is under the pointer in place", () => {
    const before = toWorld(view, 100, 50);
    const after = toWorld(zoomAt(view, 2, 100, 50, [0, 100]), 100, 50);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
  });

  it("stops at the bounds", () => {
    expect(zoomAt(view, 100, 0, 0, [1, 10]).k).toBe(10);
    expect(zoomAt(view, 0.001, 0, 0, [1, 10]).k).toBe(1);
  });
});

describe("fitView", () => {
  it("has one scale for both axes and centers the box", () => {
    const fitted = fitView({ left: -1, right: 1, top: -0.5, bottom: 0.5 }, 220, 400, 10);
    expect(fitted).toEqual({ k: 100, x: 110, y: 200 });
  });

  it("puts a box without extent into the middle at the largest scale", () => {
    expect(fitView({ left: 2, right: 2, top: 3, bottom: 3 }, 100, 60, 10, 5)).toEqual({ k: 5, x: 40, y: 15 });
    expect(fitView({ left: 0, right: 0, top: 0, bottom: 0 }, 100, 60, 10)).toEqual({ k: 1, x: 50, y: 30 });
  });
});

it("a point outside is brought in by the shortest way, one inside moves nothing", () => {
  expect(revealPoint(view, 190, 20, 180, 100, 12)).toEqual({ k: 3, x: 18, y: -7 });
  expect(revealPoint(view, 90, 50, 180, 100, 12)).toBe(view);
});

it("wheel up zooms in, and a line counts as much as its pixels", () => {
  expect(wheelFactor({ deltaY: -100, deltaMode: 0 })).toBeCloseTo(1.197, 3);
  expect(wheelFactor({ deltaY: 3, deltaMode: 1 })).toBeCloseTo(wheelFactor({ deltaY: 99, deltaMode: 0 }));
});
