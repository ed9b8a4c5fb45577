/** Cuts the names of nodes to the room that their neighbors leave, so that no two names overlap at any scale. */

import { BESIDE, type Measure, type PlacedNode, type Side } from "./layout";

/** Between a glyph and its name: what lights a glyph up, which grows with it, and a pixel. */
const LIT = 4;
const NEAR = 1;
/** Names below tensors share a line whether they are recorded, and so larger, or not. */
const LARGEST_TENSOR = 8.5;
const LINE = 13;
const GAP = 8;
const LEAST_ROOM = 22;

interface Band {
  side: Side;
  x: number;
  y: number;
  top: number;
  bottom: number;
  /** Width of the whole name. */
  need: number;
  halfWidth: number;
  halfHeight: number;
}

/** Where a name's line lies, relative to its node; glyphs drawn at `glyph` scale. */
export function titleSpan(node: PlacedNode, glyph: number): { top: number; bottom: number } {
  if (node.side === "left" || node.side === "right") return { top: -LINE / 2, bottom: LINE / 2 };
  const halfHeight = node.kind === "tensor" ? LARGEST_TENSOR : node.halfHeight;
  const edge = (halfHeight + LIT) * glyph + NEAR;
  return node.side === "below" ? { top: edge, bottom: edge + LINE } : { top: -edge - LINE, bottom: -edge };
}

/** What a node takes above and below its center, with its name if one is drawn. */
export function nodeSpan(node: PlacedNode, glyph: number, named: boolean): { top: number; bottom: number } {
  const span = named ? titleSpan(node, glyph) : { top: 0, bottom: 0 };
  const half = node.halfHeight * glyph;
  return { top: Math.min(span.top, -half), bottom: Math.max(span.bottom, half) };
}

/** Where a name starts, ends or has its middle, relative to its node. */
export function titleAnchor(node: PlacedNode, glyph: number): { x: number; anchor: "start" | "middle" | "end" } {
  const beside = node.halfWidth * glyph + BESIDE;
  if (node.side === "left") return { x: -beside, anchor: "end" };
  return node.side === "right" ? { x: beside, anchor: "start" } : { x: 0, anchor: "middle" };
}

/** The drawn name of every node, "" where there is no room, with positions at `scale` and glyphs at `glyph`. */
export function fitTitles(nodes: PlacedNode[], scale: number, glyph: number, measure: Measure): string[] {
  const bands = nodes.map((node) => band(node, scale, glyph, measure));
  return nodes.map((node, i) => {
    const own = bands[i]!;
    if (node.title === "") return "";
    const rooms = bands.map((other) =>
      other === own ? Infinity : isBeside(own) ? roomBeside(own, other) : roomAround(own, other),
    );
    const room = Math.min(own.need, ...rooms);
    return room < Math.min(LEAST_ROOM, own.need) ? "" : elide(node.title, room, measure);
  });
}

function band(node: PlacedNode, scale: number, glyph: number, measure: Measure): Band {
  const [x, y] = [node.x * scale, node.y * scale];
  const span = titleSpan(node, glyph);
  const need = node.title === "" ? 0 : measure(node.title);
  const half = { halfWidth: node.halfWidth * glyph, halfHeight: node.halfHeight * glyph };
  return { side: node.side, x, y, top: y + span.top, bottom: y + span.bottom, need, ...half };
}

function isBeside({ side }: Band): boolean {
  return side === "left" || side === "right";
}

function meetsTitle(own: Band, other: Band): boolean {
  return other.need > 0 && own.top < other.bottom && other.top < own.bottom;
}

function meetsGlyph(own: Band, other: Band): boolean {
  return own.top < other.y + other.halfHeight && other.y - other.halfHeight < own.bottom;
}

/** How far the whole name of a band reaches to the left and right of its node. */
function reach({ side, need, halfWidth }: Band): { left: number; right: number } {
  const beside = halfWidth + BESIDE + need;
  if (side === "left") return { left: beside, right: halfWidth };
  return side === "right" ? { left: halfWidth, right: beside } : { left: need / 2, right: need / 2 };
}

/** Two names that both want more than half of the distance get half each; a shorter one leaves the rest to the other. */
function roomAround(own: Band, other: Band): number {
  const distance = Math.abs(own.x - other.x);
  const towards = other.x > own.x ? reach(other).left : reach(other).right;
  let room = Infinity;
  if (meetsTitle(own, other)) {
    const rest = 2 * (distance - GAP - towards);
    room = isBeside(other) ? rest : Math.max(distance - GAP, rest);
  }
  return meetsGlyph(own, other) ? Math.min(room, 2 * (distance - GAP / 2 - other.halfWidth)) : room;
}

/** A name beside its node ends where anything else starts. */
function roomBeside(own: Band, other: Band): number {
  const distance = own.side === "right" ? other.x - own.x : own.x - other.x;
  const start = own.halfWidth + BESIDE;
  const towards = own.side === "right" ? reach(other).left : reach(other).right;
  const far = own.side === "right" ? reach(other).right : reach(other).left;
  let room = Infinity;
  if (meetsTitle(own, other) && distance + far > start) room = distance - GAP - towards - start;
  if (meetsGlyph(own, other) && distance > 0) room = Math.min(room, distance - GAP / 2 - other.halfWidth - start);
  return room;
}

/** The text itself if it fits, else as much of its beginning as does, an ellipsis and a number at its end, which tells `conv_11` from `conv_12`. */
export function elide(text: string, room: number, measure: Measure): string {
  if (measure(text) <= room) return text;
  const number = /\d{1,3}$/.exec(text)?.[0] ?? "";
  for (const tail of number === "" ? [""] : [number, ""]) {
    const least = tail === "" ? 2 : 0;
    for (let length = text.length - tail.length - 1; length >= least; length--) {
      const shorter = `${text.slice(0, length).trimEnd()}…${tail}`;
      if (measure(shorter) <= room) return shorter;
    }
  }
  return "";
}
