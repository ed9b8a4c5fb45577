import { expect, test } from "vitest";
import {
  binColors,
  classColors,
  contrast,
  inkOn,
  inksOf,
  luminance,
  rgbOf,
  runColor,
  shaded,
} from "../../src/draw/color";

test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test.each([false, true])("class colors are ten, distinct and 3:1 or more against page and side (dark: %s)", (dark) => {
  const colors = classColors(10, dark);
  const { page, side } = inksOf(dark);
  expect(new Set(colors).size).toBe(10);
  for (const color of colors)
    for (const ground of [page, side]) expect(contrast(color, ground)).toBeGreaterThanOrEqual(3);
});

/** Lightness and the two opponent coordinates of OKLab (Ottosson 2020). */
function oklab(hex: string): number[] {
  const linear = rgbOf(hex).map((part) => (part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  const times = (matrix: number[][], vector: number[]): number[] =>
    matrix.map((row) => row.reduce((sum, factor, i) => sum + factor * vector[i]!, 0));
  const cones = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ];
  const opponents = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ];
  return times(opponents, times(cones, linear).map(Math.cbrt));
}

test.each([false, true])(
  "every class color has a hue of its own, far from the others and from ink (dark: %s)",
  (dark) => {
    const known = [oklab(inksOf(dark).ink)];
    for (const [l, a, b] of classColors(10, dark).map(oklab)) {
      for (const other of known) expect(Math.hypot(l - other[0], a - other[1], b - other[2])).toBeGreaterThan(0.1);
      expect(Math.hypot(a, b)).toBeGreaterThan(0.04);
      known.push([l, a, b]);
    }
  },
);

test("the strongest bin has a visible hue in the dark, too", () => {
  const [, a, b] = oklab(binColors(2, true)[1]);
  expect(Math.hypot(a, b)).toBeGreaterThan(0.09);
});

test.each([false, true])("bins go from weak to strong, each 3:1 or more against page and side (dark: %s)", (dark) => {
  const { page, side } = inksOf(dark);
  for (const n of [1, 2, 5, 9]) {
    const colors = binColors(n, dark);
    expect(new Set(colors).size).toBe(n);
    for (const color of colors)
      for (const ground of [page, side]) expect(contrast(color, ground)).toBeGreaterThanOrEqual(3);
    const strengths = colors.map((color) => luminance(rgbOf(color)) * (dark ? 1 : -1));
    expect(strengths).toEqual([...strengths].sort((a, b) => a - b));
  }
});

test("above ten classes the colors repeat", () => {
  expect(classColors(12, false)[11]).toBe(classColors(2, false)[1]);
});

test.each([false, true])("text inks reach AA on every ground (dark: %s)", (dark) => {
  const { page, side, hover, ink, soft, faint } = inksOf(dark);
  for (const text of [ink, soft, faint])
    for (const ground of [page, side, hover]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});

test("runs have TensorBoard's colors by their place in its list, every seven again", () => {
  const all = Array.from({ length: 9 }, (_, i) => `run ${i}`);
  expect([0, 1, 6, 7].map((i) => runColor(`run ${i}`, all))).toEqual(["#425066", "#12b5cb", "#e8710a", "#425066"]);
});

test("the letter on a run's color is readable", () => {
  for (const color of ["#425066", "#12b5cb", "#e52592", "#f9ab00", "#9334e6", "#7cb342", "#e8710a"])
    expect(contrast(inkOn(color), color)).toBeGreaterThanOrEqual(4.5);
});

test("a number is readable on every shade of the page's ink, in one of the page's two colors where it can be", () => {
  for (const { side, ink } of [inksOf(false), inksOf(true)]) {
    for (let shade = 0; shade <= 1; shade += 0.01) {
      const on = shaded(side, ink, shade);
      expect(contrast(on.background, on.ink)).toBeGreaterThanOrEqual(4.5);
    }
    expect(shaded(side, ink, 0)).toEqual({ background: side, ink });
    expect(shaded(side, ink, 1)).toEqual({ background: ink, ink: side });
  }
});
