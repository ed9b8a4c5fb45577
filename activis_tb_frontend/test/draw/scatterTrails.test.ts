import { expect, test } from "vitest";
import { boxWith, inkOfStep, trailPath } from "../../src/draw/scatterTrails";
import { frameOf, placeDots } from "../../src/draw/scatterDots";

const xy = [10, 0, 14, 2];

test("a place of a trail is where the dot is that lies there", () => {
  const trail = trailPath({ dot: 1, steps: [0, 3], xy: Float32Array.of(12, 1, 14, 2) }, frameOf(xy), 3);
  expect(trail.now).toBe(1);
  expect([...trail.xy]).toEqual([0, 0, ...placeDots(xy).xy.slice(2)]);
});

test("the box holds the trails, too", () => {
  const trail = trailPath({ dot: 0, steps: [0, 1], xy: Float32Array.of(10, 0, 16, 1) }, frameOf(xy), 0);
  expect(boxWith(placeDots(xy).box, [trail])).toEqual({ left: -1, right: 2, top: -0.5, bottom: 0.5 });
  expect(boxWith({ left: 0, right: 1, top: 2, bottom: 3 }, [])).toEqual({ left: 0, right: 1, top: 2, bottom: 3 });
});

test("the way to the oldest step is faintest, that to the shown one and on from there is all ink", () => {
  expect([1, 2, 3, 4, 5].map((step) => inkOfStep(step, 4))).toEqual([0.4375, 0.625, 0.8125, 1, 1]);
  expect(inkOfStep(0, 0)).toBe(1);
});
