import { expect, test } from "vitest";
import { healthOf, listedPlaces, numbersOf, outlineOf, selectivityOf, sharesOf } from "../../src/views/neuronCard";

const nameOf = (index: number): string => ["NUM", "DESC"][index];

test("the worst that is wrong with a neuron is said in words", () => {
  const well = { dead: false, rarely: false, saturated: false };
  expect(healthOf(well)).toBe("");
  expect(healthOf({ ...well, dead: true, rarely: true })).toMatch(/^Dead/);
  expect(healthOf({ ...well, rarely: true })).toMatch(/^Rarely active/);
  expect(healthOf({ ...well, saturated: true })).toMatch(/^Saturated/);
});

test("a class that activates a neuron less than the others is told apart by not", () => {
  expect(selectivityOf({ selectivity: 0.844, class: 0 }, nameOf)).toBe("NUM 0.84");
  expect(selectivityOf({ selectivity: -0.5, class: 1 }, nameOf)).toBe("not DESC 0.5");
  expect(selectivityOf({ selectivity: 0, class: 0 }, nameOf)).toBe("");
  expect(selectivityOf({ selectivity: null, class: -1 }, nameOf)).toBe("");
});

test("numbers that were not recorded are dashes", () => {
  const none = { mean: null, sd: null, min: null, max: null, active: null };
  const said = numbersOf({ ...none, mean: 0.25, active: 0.5 }, true).map(({ name, value }) => `${name} ${value}`);
  expect(said).toEqual(["mean 0.25", "sd –", "from –", "to –", "active 50 %"]);
});

test("a neuron of a layer without a rest at 0 is not called active", () => {
  const { name, title } = numbersOf({ mean: 0.5, sd: 0.3, min: 0, max: 1, active: 0 }, false)[4];
  expect(name).toBe("unusual");
  expect(title).toMatch(/3 median absolute deviations/);
});

test("bars of a histogram are square roots of shares, and an empty one is flat", () => {
  expect(sharesOf([1, 0, 3])).toEqual([0.25, 0, 0.75]);
  expect(outlineOf([0.2, 0, 0.8])).toBe("M0 1V0.500h1V1.000h1V0.000h1V1z");
  expect(outlineOf(sharesOf([0, 0]))).toBe("M0 1V1.000h1V1.000h1V1z");
});

test("chosen subsets come first, then those with most of the highest instances", () => {
  expect(listedPlaces([false, true, false, false], [3, 0, 9, 3])).toEqual([1, 2, 0, 3]);
});
