import { expect, test } from "vitest";
import { createScale } from "../../src/draw/scale";
import { cellInk, cellText, ckaPlaces, ckaSentence, ckaSize } from "../../src/views/cka";

const measure = (text: string): number => 6 * text.length;
const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `layer_${i}`);

test("a few layers have numbers in their cells and names above them", () => {
  expect(ckaSize(names(4), names(4), 184, measure)).toMatchObject({ side: 34, isNumbered: true, heads: 48 });
});

test("many layers have narrow cells without either, never narrower than can be pointed at", () => {
  expect(ckaSize(names(20), names(20), 184, measure)).toMatchObject({ heads: null, isNumbered: false, height: 14 });
  expect(ckaSize(names(60), names(60), 184, measure).side).toBe(6);
});

test("cells show two digits, and 1 where layers are the same", () => {
  expect([0.934, 0.9996, 1, -0.01, 0, NaN].map(cellText)).toEqual([".93", "1", "1", ".00", ".00", ""]);
});

test("a pair is a sentence, with letters where there are two runs, and the other step", () => {
  const at = (run: string, step: number) => ({ run, step, instance_set: "test", recording: "r" });
  const places = (run: string, step: number) => ckaPlaces(at("a", 4), at(run, step), (run) => run.toUpperCase());
  expect(ckaSentence("conv", "hidden", 0.712, places("b", 4))).toBe("conv of A · hidden of B: 0.71");
  expect(ckaSentence("conv", "hidden", 0.712, places("b", 1))).toBe("conv of A · hidden of B at step 1: 0.71");
  expect(ckaSentence("conv", "hidden", 0.712, places("a", 1))).toBe("conv · hidden at step 1: 0.71");
  expect(ckaSentence("conv", "hidden", NaN, places("a", 4))).toBe("conv · hidden: not known");
});

test("numbers are black on what is light and white on what is dark", () => {
  expect([0, 1].map((cka) => cellInk(createScale([0, 1], false), cka))).toEqual(["#000", "#fff"]);
  expect([0, 1].map((cka) => cellInk(createScale([0, 1], true), cka))).toEqual(["#fff", "#000"]);
});
