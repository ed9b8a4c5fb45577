import { expect, test } from "vitest";
import {
  binColors,
  classColors,
  contrast,
  createScale,
  inkOn,
  inksOf,
  isClipped,
  luminance,
  rgbOf,
  runColor,
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
});

test("a layer that is zero everywhere has a scale", () => {
  expect(createScale([0, 0], false).fill(0)).toBe("rgb(255,255,255)");
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

test("runs have TensorBoard's colors by their place in its list, every seven again", () => {
  const all = Array.from({ length: 9 }, (_, i) => `run ${i}`);
  expect([0, 1, 6, 7].map((i) => runColor(`run ${i}`, all))).toEqual(["#425066", "#12b5cb", "#e8710a", "#425066"]);
});

test("the letter on a run's color is readable", () => {
  for (const color of ["#425066", "#12b5cb", "#e52592", "#f9ab00", "#9334e6", "#7cb342", "#e8710a"])
    expect(contrast(inkOn(color), color)).toBeGreaterThanOrEqual(4.5);
});
