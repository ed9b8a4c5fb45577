import { expect, test } from "vitest";
import { placeCard } from "../../src/views/placement";

const card = { width: 40, height: 20 };
const room = { left: 0, top: 0, right: 200, bottom: 100 };
const right = { left: 140, top: 0, right: 200, bottom: 100 };
const left = { left: 0, top: 0, right: 60, bottom: 100 };

test("a card stands below at the right, unless something there must be seen", () => {
  expect(placeCard(card, room, [])).toEqual({ left: 148, top: 68 });
  expect(placeCard(card, room, [right])).toEqual({ left: 12, top: 68 });
});

test("what should rather be seen is, where that hides nothing that must be", () => {
  expect(placeCard(card, room, [], [right])).toEqual({ left: 12, top: 68 });
  expect(placeCard(card, room, [left], [right])).toEqual({ left: 148, top: 68 });
});

test("of what should rather be seen as little is hidden as can be", () => {
  // Above 56 px the left side is free; the right one is hidden by the card all the way up.
  const most = { ...left, top: 56 };
  expect(placeCard(card, room, [], [right, most])).toEqual({ left: 12, top: 36 });
  // With 10 px of height left the card hides 2 px of it at 68 px, which is less than at the right.
  expect(placeCard(card, { ...room, top: 60 }, [], [right, { ...left, bottom: 70 }])).toEqual({ left: 12, top: 68 });
});
