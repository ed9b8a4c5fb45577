import { expect, test } from "vitest";
import { alignTo } from "../../src/draw/align";

const L = new Float32Array([0, 0, 4, 0, 0, 1]);

function close(found: Float32Array, expected: number[]): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
}

test("a map that is turned by a quarter is turned back", () => {
  const turned = new Float32Array([0, 0, 0, 4, -1, 0]);
  close(alignTo(turned, L), [0, 0, 4, 0, 0, 1]);
});

test("a mirrored map is mirrored back, and sizes stay", () => {
  const mirrored = new Float32Array([0, 0, -8, 0, 0, 2]);
  const [x, y] = [-4 / 3, -1 / 3]; // from the middle of L to its own
  close(alignTo(mirrored, L), [x, y, 8 + x, y, x, 2 + y]);
});

test("a dot without a place has none and decides nothing", () => {
  const turned = new Float32Array([0, 0, 0, 4, NaN, NaN, -1, 0]);
  const reference = new Float32Array([0, 0, 4, 0, 100, 100, 0, 1]);
  const aligned = alignTo(turned, reference);
  expect(aligned[4]).toBeNaN();
  close(aligned.slice(0, 4), [0, 0, 4, 0]);
});

test("dots that all lie in one place stay as they are", () => {
  const heap = new Float32Array([3, 3, 3, 3]);
  expect(alignTo(heap, new Float32Array([0, 0, 1, 1]))).toBe(heap);
});
