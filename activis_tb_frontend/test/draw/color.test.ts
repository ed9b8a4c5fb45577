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
