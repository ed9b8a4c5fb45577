import { describe, expect, it } from "vitest";
import { placeDots, type Places } from "../../src/draw/scatterDots";
import { indexDots, nearestDot, nextDot, outermostDot } from "../../src/draw/scatterGrid";

/** Park and Miller's generator, 0 to 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

function cloud(n: number, draw: () => number): Places {
  return placeDots(Float32Array.from({ length: 2 * n }, (_, i) => (i % 20 === 7 ? NaN : draw() ** 3)));
}

function nearestByBruteForce({ n, xy }: Places, x: number, y: number, radius: number): number {
  const squares = Array.from({ length: n }, (_, i) => (xy[2 * i]! - x) ** 2 + (xy[2 * i + 1]! - y) ** 2);
  const within = squares.filter((square) => square <= radius * radius);
  return within.length === 0 ? -1 : squares.indexOf(Math.min(...within));
}

describe("nearestDot", () => {
  it.each([1, 2, 10, 3000])("agrees with brute force for %d dots, inside and outside of them", (n) => {
    const draw = random(n + 4);
    const places = cloud(n, draw);
    const grid = indexDots(places);
    for (let i = 0; i < 300; i++) {
      const [x, y, radius] = [3 * draw() - 1.5, 3 * draw() - 1.5, 0.3 * draw()];
      expect(nearestDot(grid, x, y, radius)).toBe(nearestByBruteForce(places, x, y, radius));
    }
  });

  it("finds the first of several dots in one place", () => {
    const grid = indexDots(placeDots([5, 5, 0, 0, 5, 5]));
    expect(nearestDot(grid, 1, -1, 0.1)).toBe(0);
  });

  it("finds nothing where there are no dots", () => {
    expect(nearestDot(indexDots(placeDots([])), 0, 0, 1)).toBe(-1);
    expect(nearestDot(indexDots(placeDots([NaN, NaN])), 0, 0, 1)).toBe(-1);
  });
});

describe("nextDot", () => {
  const grid = indexDots(placeDots([0, 0, 1, 0.2, 3, 0, -1, 0, 0, 2, NaN, NaN]));

  it("goes to the nearest dot within 45 degrees of the direction", () => {
    expect(nextDot(grid, 0, 1, 0)).toBe(1);
    expect(nextDot(grid, 1, 1, 0)).toBe(2);
    expect(nextDot(grid, 0, -1, 0)).toBe(3);
    expect(nextDot(grid, 0, 0, -1)).toBe(4);
  });

  it("stays at the edge", () => expect(nextDot(grid, 2, 1, 0)).toBe(-1));
  it("begins near the middle", () => expect(nextDot(grid, -1, 1, 0)).toBe(1));
});

it("the first and the last dot are those with a place", () => {
  const grid = indexDots(placeDots([NaN, 0, 1, 0.2, 3, 0, NaN, NaN]));
  expect([outermostDot(grid, "first"), outermostDot(grid, "last")]).toEqual([1, 2]);
  const none = indexDots(placeDots([NaN, 0]));
  expect([outermostDot(none, "first"), outermostDot(none, "last")]).toEqual([-1, -1]);
});
