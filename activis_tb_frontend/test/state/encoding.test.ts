import { expect, test } from "vitest";
import { encodingOf, openingScale, silentNeurons, type Reference } from "../../src/state/encoding";

const of = (...values: number[]) => Float32Array.from(values);
const all: Reference = { value: of(1, 0, 2), sd: of(0.5, 0, 4), min: of(0, 0, -9), max: of(3, 0, 6) };
const domain: [number, number] = [0, 2];

test("raw values reach to the largest activation of the last step, whatever the step", () => {
  const last = { ...all, max: of(3, 0, 40) };
  expect(encodingOf("raw", domain, "activation", all, last).domain).toEqual([0, 40]);
  expect(encodingOf("raw", [-2, 2], "activation", all, all).domain).toEqual([-9, 9]);
  expect(encodingOf("raw", domain, "activation", all, last).shown(1.5, 0)).toBe(1.5);
});

test("clipped values have the layer's own domain", () => {
  const encoding = encodingOf("clipped", domain, "activation", all, all);
  expect([encoding.domain, encoding.unit, encoding.clips]).toEqual([[0, 2], "activation", true]);
});

test("per neuron a value is its deviation from the mean of all, in standard deviations", () => {
  const { shown, domain: own } = encodingOf("neuron", domain, "activation", all, all);
  expect([shown(2, 0), shown(-2, 2), shown(0, 1)]).toEqual([2, -1, 0]);
  expect(own).toEqual([-3, 3]);
});

test("the difference from all diverges within half the layer's own domain", () => {
  const encoding = encodingOf("difference", domain, "activation", all, all);
  expect([encoding.shown(0.25, 0), encoding.domain]).toEqual([-0.75, [-1, 1]]);
});

test("a layer opens per neuron where one mean exceeds 20 times the median one", () => {
  const means = (...values: number[]): Reference => ({ ...all, value: of(...values) });
  expect(openingScale(means(1, 1, 1, 20))).toBe("clipped");
  expect(openingScale(means(1, 1, 1, -21))).toBe("neuron");
  expect(openingScale(means(0, 0, 0, 0, 1, 2, NaN))).toBe("clipped");
  expect(openingScale(null)).toBe("clipped");
});

test("a neuron is silent where its least and largest activation are one", () => {
  expect([...silentNeurons(all)]).toEqual([0, 1, 0]);
  expect([...silentNeurons(null)]).toEqual([]);
});
