import { expect, test } from "vitest";
import { interval, studentQuantile } from "../../src/draw/interval";

test("the quantiles are those of Student's table", () => {
  const table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.262, 2.045, 1.984];
  [1, 2, 3, 4, 5, 9, 29, 99].forEach((degrees, i) =>
    expect(Math.abs(studentQuantile(degrees) - table[i])).toBeLessThan(0.02),
  );
});

test("the interval of a mean is t standard errors to both sides", () => {
  const [low, high] = interval(2, 1, 100, -Infinity)!;
  expect(low).toBeCloseTo(2 - 0.1984, 4);
  expect(high).toBeCloseTo(2 + 0.1984, 4);
});

test("it does not go below the least activation there can be", () => {
  expect(interval(0.01, 1, 10, 0)![0]).toBe(0);
});

test("nothing is said about one instance, about equal ones and about infinite ones", () => {
  expect([interval(1, NaN, 1, 0), interval(0, 0, 9, 0), interval(Infinity, NaN, 9, 0)]).toEqual([null, null, null]);
});
