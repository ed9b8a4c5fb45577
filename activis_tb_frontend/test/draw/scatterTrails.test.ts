import { expect, test } from "vitest";
import { boxWith, inkOfStep, trailNames, trailPath } from "../../src/draw/scatterTrails";
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

/** A way whose places are pixels, in the middle of a plot 200 px wide. */
const way = (steps: number[], places: number[], now = -1) => ({ dot: 0, steps, xy: Float32Array.from(places), now });
const view = { k: 1, x: 0, y: 0 };

test("the ends of a way are named by their steps, away from the way, the shown step not", () => {
  // "step 9" is about 36 px wide, so its middle is 18 + 10 px behind the end of a level way and 10 px below that of a steep one.
  expect(trailNames([way([0, 5, 9], [80, 50, 90, 50, 90, 60])], view, 200)).toEqual([
    { text: "step 0", x: 52, y: 50 },
    { text: "step 9", x: 90, y: 70 },
  ]);
  expect(trailNames([way([0, 9], [80, 50, 90, 50], 1)], view, 200).map(({ text }) => text)).toEqual(["step 0"]);
});

test("of names that would lie on each other one is left, none is cut off, and many ways have none", () => {
  const ways = [way([0, 9], [80, 50, 90, 50], 1), way([0, 9], [84, 55, 94, 55], 1)];
  expect(trailNames(ways, view, 200)).toHaveLength(1);
  expect(trailNames([way([0, 9], [80, 50, 195, 50], 0)], view, 200)).toEqual([{ text: "step 9", x: 182, y: 50 }]);
  expect(trailNames([ways[0]!, ways[0]!, ways[0]!, ways[0]!], view, 200)).toEqual([]);
});
