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

/**
 * The corner of a card in `room`: as low as nothing of `clear` is hidden, at the right rather than the left; else below at the right.
 * Nothing of `rather` is hidden either where that can be.
 */
export function placeCard(
  { width, height }: { width: number; height: number },
  room: Rectangle,
  clear: Rectangle[],
  rather: Rectangle[] = [],
): { left: number; top: number } {
  const sides = [room.right - EDGE - width, room.left + EDGE];
  const lowest = room.bottom - EDGE - height;
  for (let top = lowest; top >= room.top; top -= STEP)
    for (const left of sides) {
      const card = { left, top, right: left + width, bottom: top + height };
      if (![...clear, ...rather].some((rectangle) => overlaps(card, rectangle))) return { left, top };
    }
  return rather.length ? placeCard({ width, height }, room, clear) : { left: sides[0], top: lowest };
}
