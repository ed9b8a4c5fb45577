/** Cuts the names of nodes to the room that their neighbors leave, so that no two names overlap at any scale. */

import type { Measure, PlacedNode } from "./layout";

/** Distances in pixels from a node's center to the top and bottom of its name, beyond half of the glyph's height. */
const NEAR = 2;
/** Names below tensors share a line whether they are recorded, and so larger, or not. */
const LARGEST_TENSOR = 8.5;
/** A folded scope's second rectangle shows this much above the first. */
const STACK = 3;
const LINE = 13;
const GAP = 8;
const LEAST_ROOM = 22;

interface Band {
  x: number;
  y: number;
  top: number;
  bottom: number;
  need: number;
  halfWidth: number;
  halfHeight: number;
}

/** Where a name's line lies, relative to its node: above an operation or scope, below a tensor; glyphs drawn at `glyph` scale. */
export function titleSpan(node: PlacedNode, glyph: number): { top: number; bottom: number } {
  const halfHeight = { tensor: LARGEST_TENSOR, operation: node.halfHeight, scope: node.halfHeight + STACK }[node.kind];
  const edge = halfHeight * glyph + NEAR;
  return node.kind === "tensor" ? { top: edge, bottom: edge + LINE } : { top: -edge - LINE, bottom: -edge };
}

/** The drawn name of every node, "" where there is no room, with positions at `scale` and glyphs at `glyph`. */
export function fitTitles(nodes: PlacedNode[], scale: number, glyph: number, measure: Measure): string[] {
  const bands = nodes.map((node) => band(node, scale, glyph, measure));
  return nodes.map((node, i) => {
    if (node.title === "") return "";
    const half = Math.min(
      bands[i]!.need,
      ...bands.map((other) => (other === bands[i] ? Infinity : halfRoom(bands[i]!, other))),
    );
    return 2 * half < Math.min(LEAST_ROOM, 2 * bands[i]!.need) ? "" : elide(node.title, 2 * half, measure);
  });
}

function band(node: PlacedNode, scale: number, glyph: number, measure: Measure): Band {
  const [x, y] = [node.x * scale, node.y * scale];
  const span = titleSpan(node, glyph);
  const need = node.title === "" ? 0 : measure(node.title) / 2;
  const half = { halfWidth: node.halfWidth * glyph, halfHeight: node.halfHeight * glyph };
  return { x, y, top: y + span.top, bottom: y + span.bottom, need, ...half };
}

/** Two names that both want more than half of the distance get half each; a shorter one leaves the rest to the other. */
function halfRoom(own: Band, other: Band): number {
  const distance = Math.abs(own.x - other.x);
  let room = Infinity;
  if (other.need > 0 && own.top < other.bottom && other.top < own.bottom) {
    room = Math.max((distance - GAP) / 2, distance - GAP - other.need);
  }
  if (own.top < other.y + other.halfHeight && other.y - other.halfHeight < own.bottom) {
    room = Math.min(room, distance - GAP / 2 - other.halfWidth);
  }
  return room;
}

/** The text itself if it fits, else its beginning, an ellipsis and a number at its end, which tells `conv_11` from `conv_12`. */
export function elide(text: string, room: number, measure: Measure): string {
  if (measure(text) <= room) return text;
  const number = /\d{1,3}$/.exec(text)?.[0] ?? "";
  for (const tail of number === "" ? [""] : [number, ""]) {
    for (let length = text.length - tail.length - 1; length > 1; length--) {
      const shorter = `${text.slice(0, length).trimEnd()}…${tail}`;
      if (measure(shorter) <= room) return shorter;
    }
  }
  return "";
}
