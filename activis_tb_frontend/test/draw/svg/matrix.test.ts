import { expect, test } from "vitest";
import { createScale } from "../../../src/draw/scale";
import { drawMatrixFigure, type MatrixFigure } from "../../../src/draw/svg/matrix";

const values = [0, 1, 0.5, 3];
const scale = createScale([0, 2], false);

const figure: MatrixFigure = {
  title: "hidden",
  subtitle: "narrow · step 1",
  dark: false,
  rows: [
    {
      label: "all",
      n: 500,
      weak: false,
      group: "",
      fill: "#123456",
      border: null,
      shown: (i) => values[i],
      problem: null,
    },
    {
      label: "gone",
      n: null,
      weak: false,
      group: "pinned",
      fill: "#123456",
      border: null,
      shown: null,
      problem: "no <b>",
    },
  ],
  difference: null,
  order: Int32Array.of(3, 2, 1, 0),
  names: null,
  scale,
  clips: true,
  unit: "activation",
  isSilent: () => false,
  unusual: { nan: false, infinite: false },
  marked: null,
  foot: "4 neurons",
};

function parsed(given: Partial<MatrixFigure> = {}): Document {
  return new DOMParser().parseFromString(drawMatrixFigure({ ...figure, ...given }), "image/svg+xml");
}
const textsOf = (document: Document): string[] => [...document.querySelectorAll("text")].map((one) => one.textContent!);
const fillsOf = (document: Document): string[] =>
  [...document.querySelectorAll("g g path")].map((one) => one.getAttribute("fill")!);

test("every cell has the color of its value, in the order of the columns, and a clipped one a notch", () => {
  const [inks, notch] = [[3, 0.5, 1, 0].map(scale.fill), "#ffffff"];
  expect(fillsOf(parsed())).toEqual([...inks, notch]);
});

test("rows have their names and counts, one without values says why", () => {
  const texts = textsOf(parsed());
  expect(texts).toEqual(
    expect.arrayContaining(["hidden", "narrow · step 1", "all", "500", "pinned", "gone", "no <b>"]),
  );
});

test("columns are circles where there is room, else rectangles", () => {
  const wide = parsed().querySelector("g g path")!.getAttribute("d")!;
  expect(wide).toContain("a");
  const order = Int32Array.from({ length: 400 }, (_, i) => i % 4);
  expect(parsed({ order }).querySelector("g g path")!.getAttribute("d")).not.toContain("a");
});

test("what is no number is hatched, and the legend says so", () => {
  const rows = [{ ...figure.rows[0], shown: () => NaN }];
  const drawn = parsed({ rows, unusual: { nan: true, infinite: false } });
  expect(fillsOf(drawn)).toEqual(["url(#nan)"]);
  expect(textsOf(drawn)).toContain("NaN");
});

test("a difference stands above the rows, with bars under what is certain", () => {
  const difference = {
    label: "a − b",
    shown: (neuron: number) => values[neuron] - 1,
    scale: createScale([-1, 1], false),
    unit: "apart",
    isCertain: (neuron: number) => neuron === 3,
  };
  const texts = textsOf(parsed({ difference }));
  expect(texts.indexOf("a − b")).toBeLessThan(texts.indexOf("all"));
  expect(texts).toContain("certain");
});

test("a dark figure has another page and other inks", () => {
  const dark = drawMatrixFigure({ ...figure, dark: true });
  expect(dark).toContain('fill="#1c1d1f"');
  expect(dark).not.toContain("#ffffff");
});
