import { expect, test } from "vitest";
import { tallScroll } from "../../src/draw/tallScroll";

test("what an element can hold is scrolled pixel by pixel", () => {
  const scroll = tallScroll(5000, 400);
  expect([scroll.height, scroll.placeAt(120), scroll.scrollTo(120)]).toEqual([5000, 120, 120]);
  expect(tallScroll(100, 400).placeAt(0)).toBe(0);
});

test("more than that is scrolled in proportion, from its first to its last pixel", () => {
  const scroll = tallScroll(36_000_000, 600, 15_000_000);
  expect(scroll.height).toBe(15_000_000);
  expect([scroll.placeAt(0), scroll.placeAt(15_000_000 - 600)]).toEqual([0, 36_000_000 - 600]);
  expect(scroll.placeAt(scroll.scrollTo(12_345_678))).toBeCloseTo(12_345_678);
});
