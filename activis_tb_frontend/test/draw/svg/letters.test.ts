import { expect, test } from "vitest";
import { cut, textWidth } from "../../../src/draw/svg/letters";

test("a text that fits is left alone, another ends in an ellipsis and fits", () => {
  expect(cut("short", 100, 12)).toBe("short");
  const shorter = cut("a rather long name of a row", 60, 12);
  expect(shorter).toMatch(/^a rat.*…$/);
  expect(textWidth(shorter, 12)).toBeLessThanOrEqual(60);
});

test("where nothing fits there is nothing", () => {
  expect(cut("WWW", 3, 12)).toBe("");
});

test("letters of other alphabets take room, Chinese ones as much as they are high", () => {
  expect(textWidth("神经", 10)).toBeGreaterThanOrEqual(20);
  expect(textWidth("é", 10)).toBeGreaterThan(5);
});
