import { expect, test } from "vitest";
import { counted, percent, shortCount, shortNumber, shownShare } from "../../src/draw/numbers";

test("numbers are short and have a true minus sign", () => {
  expect([0, 0.20512, -5.312, 0.00123, 1234.5, 1e-5, 2.5e7, NaN, -Infinity].map((value) => shortNumber(value))).toEqual(
    ["0", "0.205", "−5.31", "0.00123", "1,230", "1.0e−5", "2.5e+7", "NaN", "−Infinity"],
  );
});

test("counts have at most four characters", () => {
  expect([0, 999, 1000, 1249, 9949, 9950, 11582, 999499, 999500, 3_400_000].map(shortCount)).toEqual([
    "0",
    "999",
    "1.0k",
    "1.2k",
    "9.9k",
    "10k",
    "12k",
    "999k",
    "1.0M",
    "3.4M",
  ]);
});

test("one is not plural, thousands are separated", () => {
  expect([0, 1, 2, 1024].map((n) => counted(n, "neuron"))).toEqual([
    "0 neurons",
    "1 neuron",
    "2 neurons",
    "1,024 neurons",
  ]);
  expect(["class", "patch", "box", "entity", "day"].map((noun) => counted(4, noun))).toEqual([
    "4 classes",
    "4 patches",
    "4 boxes",
    "4 entities",
    "4 days",
  ]);
});

test("a share below one never reads as one", () => {
  expect([0.5, 0.994, 0.9962, 5450 / 5452, 0.99999, 1].map(shownShare)).toEqual([
    "0.50",
    "0.99",
    "0.996",
    "0.999",
    "0.999",
    "1.00",
  ]);
});

test("only all is 100 % and only none is 0 %", () => {
  expect([0, 0.001, 0.29, 0.994, 0.9996, 1].map(percent)).toEqual(["0 %", "<1 %", "29 %", "99 %", ">99 %", "100 %"]);
});
