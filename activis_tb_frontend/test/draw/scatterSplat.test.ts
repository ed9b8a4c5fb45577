import { describe, expect, it } from "vitest";
import { Tier, type Looks, type Places } from "../../src/draw/scatterDots";
import type { Ink, Scene } from "../../src/draw/scatterScene";
import { divideByAlpha, splat } from "../../src/draw/scatterSplat";
import { makeStamps } from "../../src/draw/scatterStamp";

const INK: Ink = {
  colors: [
    [200, 100, 40],
    [0, 0, 255],
  ],
  ring: [10, 20, 30],
  paper: [255, 255, 255],
};
const [WIDTH, HEIGHT] = [21, 15];

/** Paints dots at pixel places onto 21 x 15 transparent pixels and returns [red, green, blue, alpha] of a pixel. */
function paint(dots: { x: number; y: number; color?: number; tier?: Tier }[], radius: number) {
  const places: Places = {
    n: dots.length,
    xy: Float32Array.from(dots.flatMap(({ x, y }) => [x, y])),
    box: { left: 0, right: WIDTH, top: 0, bottom: HEIGHT },
  };
  const looks: Looks = {
    color: Uint16Array.from(dots, ({ color = 0 }) => color),
    tier: Uint8Array.from(dots, ({ tier = Tier.Plain }) => tier),
    order: Uint32Array.from(dots, (_, i) => i),
  };
  const scene: Scene = { places, looks, ink: INK, view: { k: 1, x: 0, y: 0 }, radius, ratio: 1 };
  const pixels = new Uint32Array(WIDTH * HEIGHT);
  splat({ pixels, width: WIDTH, height: HEIGHT }, makeStamps(INK, radius, 1), scene);
  const bytes = new Uint8Array(pixels.buffer);
  return { pixels, at: (x: number, y: number) => [...bytes.slice(4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 4)] };
}

describe("splat", () => {
  it("covers the pixels within the radius and none beyond", () => {
    const { at } = paint([{ x: 10.5, y: 7.5 }], 2);
    expect(at(10, 7)).toEqual([200, 100, 40, 255]);
    expect(at(11, 8)).toEqual([200, 100, 40, 255]);
    expect(at(13, 7)).toEqual([0, 0, 0, 0]);
    expect(at(10, 4)).toEqual([0, 0, 0, 0]);
  });

  it("smooths the rim: its alpha falls with the distance from the center", () => {
    const alpha = paint([{ x: 10.5, y: 7.5 }], 2).at(12, 7)[3]!;
    // The center is placed at an eighth of a pixel from the middle of its pixel, so 2 px are 1.879 px away: 2.5 - 1.879 = 0.62.
    expect(alpha).toBeCloseTo((2.5 - Math.hypot(1.875, 0.125)) * 255, -1);
  });

  it("moves a dot by fractions of a pixel", () => {
    const left = paint([{ x: 10.1, y: 7.5 }], 2).at(8, 7)[3]!;
    const right = paint([{ x: 10.9, y: 7.5 }], 2).at(8, 7)[3]!;
    expect(left).toBeGreaterThan(right);
  });

  it("draws a later dot above an earlier one", () => {
    expect(
      paint(
        [
          { x: 10.5, y: 7.5 },
          { x: 10.5, y: 7.5, color: 1 },
        ],
        2,
      ).at(10, 7),
    ).toEqual([0, 0, 255, 255]);
  });

  it("lets a quarter of a faded dot through, premultiplied, also above another dot", () => {
    expect(paint([{ x: 10.5, y: 7.5, tier: Tier.Faded }], 2).at(10, 7)).toEqual([50, 25, 10, 64]);
    const [red, green, blue, alpha] = paint(
      [
        { x: 10.5, y: 7.5, color: 1 },
        { x: 10.5, y: 7.5, tier: Tier.Faded },
      ],
      2,
    ).at(10, 7);
    expect([red, green, alpha]).toEqual([50, 25, 255]);
    expect(Math.abs(blue! - (0.75 * 255 + 10))).toBeLessThanOrEqual(1);
  });

  it("puts paper and the ring's ink around a ringed dot", () => {
    const { at } = paint([{ x: 10.375, y: 7.375, tier: Tier.Ringed }], 5);
    expect(at(13, 7)).toEqual([200, 100, 40, 255]);
    // From 3.9 px to 4.9 px there is paper, to 6.1 px the ring; the pixels' middles are 4.125 px and 5.125 px away.
    const [paper, ring] = [at(14, 7), at(15, 7)];
    expect(paper[1]).toBeGreaterThan(170);
    expect(ring[1]).toBeLessThan(110);
    expect([paper[3], ring[3]]).toEqual([255, 255]);
  });

  it("leaves more than half of a small ringed dot", () => {
    const { at } = paint([{ x: 10.5, y: 7.5, tier: Tier.Ringed }], 1.75);
    // The dot ends at 1.49 px, the paper at 2.49 px, the ring at 3.69 px; the pixels' middles are 1.88 px and 2.88 px away.
    expect(at(10, 7)).toEqual([200, 100, 40, 255]);
    expect(at(12, 7)[1]).toBeGreaterThan(150);
    expect(at(13, 7)[1]).toBeLessThan(50);
  });

  it("cuts dots at the border and leaves out those beyond it", () => {
    expect(paint([{ x: 0.5, y: 0.5 }], 2).at(0, 0)).toEqual([200, 100, 40, 255]);
    expect(
      paint(
        [
          { x: -40, y: 7 },
          { x: 10, y: 400 },
          { x: WIDTH + 30, y: 7 },
        ],
        2,
      ).pixels.every((pixel) => pixel === 0),
    ).toBe(true);
  });
});

it("ImageData gets colors that are not multiplied by alpha", () => {
  const pixels = Uint32Array.of(0, 0x400a1932, 0xff010203);
  divideByAlpha(pixels);
  expect([...new Uint8Array(pixels.buffer)]).toEqual([0, 0, 0, 0, 199, 100, 40, 64, 3, 2, 1, 255]);
});
