import { expect, test } from "vitest";
import { dotsInside, extendLoop } from "../../src/draw/lasso";
import { placeDots, type Places } from "../../src/draw/scatterDots";

function at(...xy: number[]): Places {
  return { ...placeDots(xy), xy: new Float32Array(xy) };
}

test("a loop holds the dots inside of it, not those in its hollow", () => {
  const u = [0, 0, 6, 0, 6, 4, 4, 4, 4, 2, 2, 2, 2, 4, 0, 4];
  expect([...dotsInside(at(1, 3, 3, 3, 5, 3, 3, 1, 7, 1, -1, 1), u)]).toEqual([1, 0, 1, 1, 0, 0]);
});

test("a part that the loop crosses twice is outside, as the eye sees it", () => {
  const bow = [0, 0, 4, 4, 4, 0, 0, 4];
  expect([...dotsInside(at(0.5, 2, 2, 0.5), bow)]).toEqual([1, 0]);
});

test("a dot without a place is in no loop, and nothing is in a loop of one point", () => {
  expect([...dotsInside(at(NaN, NaN, 1, 1), [0, 0, 2, 0, 2, 2, 0, 2])]).toEqual([0, 1]);
  expect([...dotsInside(at(1, 1), [1, 1])]).toEqual([0]);
});

test("a pointer that trembles adds no points", () => {
  const loop = extendLoop([], 5, 5);
  expect(extendLoop(loop, 6, 6)).toBe(loop);
  expect(extendLoop(loop, 9, 5)).toEqual([5, 5, 9, 5]);
});
