import { expect, test } from "vitest";
import type { MapAnswer, ProjectionAnswer } from "../../src/data/source";
import { anchorFor, componentsOf, mapOf } from "../../src/state/projected";

const moment = { run: "a", instance_set: "test", step: 3, recording: "r" };
const places = (...xy: number[]) => new Float32Array(xy);
/** Around their middle, so that nothing is left to move. */
const L = places(-2, -1, 2, -1, -2, 1, 2, 1, 0, 3, 0, -3);
/** A quarter turn. */
const turned = (xy: Float32Array) => xy.map((_, i) => (i % 2 ? xy[i - 1] : -xy[i + 1]));
const mirrored = (xy: Float32Array) => xy.map((value, i) => (i % 2 ? value : -value));

function close(found: Float32Array | null, expected: Float32Array): void {
  expect(found?.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found![i]).toBeCloseTo(value, 5));
}
const components = (xy: Float32Array, anchor_xy?: Float32Array) =>
  ({ xy, ...(anchor_xy && { anchor_xy }) }) as ProjectionAnswer;
const map = (xy: Float32Array, anchor_xy?: Float32Array): MapAnswer => ({
  progress: 1,
  xy,
  ...(anchor_xy && { anchor_xy }),
});

test("the anchor follows nothing, other steps and runs follow it", () => {
  expect(anchorFor(moment, null)).toBeNull();
  expect(anchorFor(moment, { run: "a", step: 3 })).toBeNull();
  expect(anchorFor(moment, { run: "a", step: 4 })).toEqual({ run: "a", step: 4 });
  expect(anchorFor(moment, { run: "b", step: 3 })).toEqual({ run: "b", step: 3 });
});

test("principal components are turned towards the anchor's", () => {
  close(componentsOf(components(turned(L), L)), L);
  close(componentsOf(components(L)), L);
});

test("a map is turned towards its own principal components, or towards the anchor's map as that is shown", () => {
  close(mapOf(map(turned(L)), components(L)), L);
  // The anchor's map is shown turned to its components; ours lies on it but mirrored, and our own components elsewhere.
  close(mapOf(map(mirrored(turned(L)), turned(L)), components(mirrored(L), L)), L);
});

test("a map of other instances is none", () => {
  expect(mapOf(map(places(0, 0, 1, 1)), components(L))).toBeNull();
});
