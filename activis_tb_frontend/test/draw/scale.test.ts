import { expect, test } from "vitest";
import { inksOf } from "../../src/draw/color";
import { COLOR_MAPS, createScale, isClipped, lightness } from "../../src/draw/scale";

test("a sequential scale starts at the page and ends at its strongest color", () => {
  const scale = createScale([0, 2], false);
  expect(scale.fill(0)).toBe("rgb(255,255,255)");
  expect(scale.fill(2)).toBe("rgb(31,42,68)");
  expect(scale.fill(9)).toBe(scale.fill(2));
  expect(scale.fill(-1)).toBe(scale.fill(0));
});

test("a diverging scale is the page at zero and goes two ways, evenly", () => {
  const scale = createScale([-2, 2], false);
  expect(scale.fill(0)).toBe("rgb(255,255,255)");
  expect(scale.fill(2)).toBe("rgb(165,20,38)");
  expect(scale.fill(-2)).toBe("rgb(28,92,158)");
  expect([-2, -1, 0, 1, 2].map(scale.strength)).toEqual([1, 0.5, 0, 0.5, 1]);
});

test("a layer that is zero everywhere has a scale", () => {
  expect(createScale([0, 0], false).fill(0)).toBe("rgb(255,255,255)");
});

test("a pixel holds red, green, blue and full opacity in the order of ImageData", () => {
  const bytes = new Uint8Array(Uint32Array.of(createScale([0, 2], false).pixel(2)).buffer);
  expect([...bytes]).toEqual([31, 42, 68, 255]);
});

test("cells beyond the domain are clipped, those at its end and unusual ones are not", () => {
  expect([-0.1, 0, 2, 2.1, NaN, Infinity].map((value) => isClipped(value, [0, 2]))).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
  ]);
});

test("lightness is that of CIE: white 100, middle grey 53.6, black 0", () => {
  expect([0xffffffff, 0xff808080, 0xff000000].map((pixel) => Math.round(lightness(pixel) * 10) / 10)).toEqual([
    100, 53.6, 0,
  ]);
});

test.each(COLOR_MAPS)("%s gets steadily darker on a light page and lighter on a dark one", (map) => {
  for (const dark of [false, true]) {
    const scale = createScale([0, 1], dark, inksOf(dark).page, map);
    const steps = Array.from({ length: 33 }, (_, i) => lightness(scale.pixel(i / 32)));
    for (let i = 1; i < steps.length; i++) expect((steps[i] - steps[i - 1]) * (dark ? 1 : -1)).toBeGreaterThan(0);
  }
});

test.each([
  [0, 1],
  [-1, 1],
] as [number, number][])("from %s to %s a tenth of the domain is told from zero in both themes", (low, high) => {
  for (const dark of [false, true]) {
    const scale = createScale([low, high], dark);
    expect(Math.abs(lightness(scale.pixel(0.1)) - lightness(scale.pixel(0)))).toBeGreaterThan(5);
  }
});
