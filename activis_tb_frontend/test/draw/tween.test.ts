import { expect, test } from "vitest";
import { placeDots } from "../../src/draw/scatterDots";
import { between, ease } from "../../src/draw/tween";

test("the way begins and ends slowly and stays within its ends", () => {
  expect([-1, 0, 0.5, 1, 2].map(ease)).toEqual([0, 0, 0.5, 1, 1]);
  expect(ease(0.1)).toBeLessThan(0.05);
});

test("dots are half way at half of the way, and with them the box", () => {
  const from = placeDots([0, 0, 2, 0]);
  const to = placeDots([0, 0, 0, 2]);
  const middle = between(from, to, 0.5);
  expect([...middle.xy]).toEqual([-0.5, 0.5, 0.5, -0.5]);
  expect(middle.box).toEqual({ left: -0.5, right: 0.5, top: -0.5, bottom: 0.5 });
});

test("a dot that had no place is there at once", () => {
  const from = placeDots([NaN, NaN, 0, 0, 2, 0]);
  const to = placeDots([1, 0, 0, 0, 2, 0]);
  expect([...between(from, to, 0.1).xy.slice(0, 2)]).toEqual([...to.xy.slice(0, 2)]);
});
