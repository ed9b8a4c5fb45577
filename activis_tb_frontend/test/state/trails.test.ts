import { expect, test } from "vitest";
import { trailsOver, trailSteps } from "../../src/state/trails";

const places = (...xy: number[]) => new Float32Array(xy);
/** Around its middle. */
const shown = { step: 2, xy: places(-2, -1, 2, -1, -2, 1, 2, 1) };
const turned = (xy: Float32Array) => xy.map((_, i) => (i % 2 ? xy[i - 1] : -xy[i + 1]));

test("a trail goes over the other steps, of many over some that are evenly spaced", () => {
  expect(trailSteps([0, 1, 2, 5], 2)).toEqual([0, 1, 5]);
  const many = Array.from({ length: 101 }, (_, step) => step);
  const chosen = trailSteps(many, 100);
  expect([chosen.length, chosen[0], chosen.at(-1)]).toEqual([23, 0, 99]);
  expect(trailSteps([7], 7)).toEqual([]);
});

test("each step is turned to the shown map, and a trail is in the order of the steps", () => {
  const later = { step: 4, xy: turned(shown.xy.map((value) => 2 * value)) };
  const [trail] = trailsOver(shown, [later, { step: 0, xy: turned(shown.xy) }], [3]);
  expect(trail.steps).toEqual([0, 2, 4]);
  const found = [2, 1, 2, 1, 4, 2];
  trail.xy.forEach((value, i) => expect(value).toBeCloseTo(found[i], 5));
});

test("a step where the instance has no place is left out", () => {
  const without = { step: 0, xy: places(-2, -1, 2, -1, -2, 1, NaN, NaN) };
  const [gone, there] = trailsOver(shown, [without], [3, 0]);
  expect([gone.steps, [...gone.xy]]).toEqual([[2], [2, 1]]);
  expect(there.steps).toEqual([0, 2]);
});
