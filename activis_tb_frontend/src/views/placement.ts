/** Where a card stands that must hide neither the pointer nor what it is read beside. */

export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Distance of the card to the edges of its room. */
const EDGE = 12;
const STEP = 8;

export function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** How much of the second rectangle the first one hides. */
function hiddenArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return Math.max(0, width) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
}

/**
 * The corner of a card in `room`: where nothing of `clear` is hidden and of `rather` as little as can be, there as low as it goes and at
 * the right rather than the left; else below at the right.
 */
export function placeCard(
  { width, height }: { width: number; height: number },
  room: Rectangle,
  clear: Rectangle[],
  rather: Rectangle[] = [],
): { left: number; top: number } {
  const sides = [room.right - EDGE - width, room.left + EDGE];
  const lowest = room.bottom - EDGE - height;
  let [best, least] = [{ left: sides[0], top: lowest }, Infinity];
  for (let top = lowest; top >= room.top && least > 0; top -= STEP)
    for (const left of sides) {
      const card = { left, top, right: left + width, bottom: top + height };
      if (clear.some((rectangle) => overlaps(card, rectangle))) continue;
      const hidden = rather.reduce((sum, rectangle) => sum + hiddenArea(card, rectangle), 0);
      if (hidden < least) [best, least] = [{ left, top }, hidden];
    }
  return best;
}
