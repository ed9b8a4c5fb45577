/** What a node looks like: the shapes of its glyph and its texts, around its center; the page and figures draw the same ones. */

import type { Inks } from "../draw/color";
import { titleAnchor, titleSpan } from "./labels";
import type { PlacedNode } from "./layout";
import type { Shade } from "./shade";

type Attributes = Record<string, string | number>;

export interface Shape {
  name: "circle" | "rect" | "path";
  /** What of the glyph it is. */
  part: string;
  attributes: Attributes;
}

export interface Text {
  text: string;
  attributes: Attributes;
}

/** What a node shows beside what it is. */
export interface Marks {
  /** Number of the open panel, 0 for none. */
  badge: number;
  shade: Shade | null;
}

/** An ink as a color: one of a theme, or a variable of the page. */
export type InkOf = (name: keyof Inks) => string;

export const variableOf: InkOf = (name) => `var(--${name})`;

/** Of a block that hides recorded layers. */
const CORNER = 12;
const [LETTERS, BASELINE] = [11, 4];

function recordedPaint(shade: Shade | null, ink: InkOf): Attributes {
  // The weakest color is that of the page.
  return shade
    ? { fill: shade.fill, stroke: ink("ink"), "stroke-width": 1.4 }
    : { fill: ink("recorded"), stroke: ink("ring"), "stroke-width": 1 };
}

function tensorShapes({ layer, halfHeight: r }: PlacedNode, { badge, shade }: Marks, ink: InkOf): Shape[] {
  const open = { r: r + 1.6, fill: ink("ring"), stroke: ink("ink"), "stroke-width": 1.4 };
  const plain = { fill: ink("page"), stroke: ink("faint"), "stroke-width": 1.2 };
  return [
    ...(badge > 0 ? [{ name: "circle" as const, part: "open", attributes: open }] : []),
    {
      name: "circle",
      part: layer === null ? "tensor" : "recorded",
      attributes: { r, ...(layer === null ? plain : recordedPaint(shade, ink)) },
    },
  ];
}

function operationShapes({ kind, hidden, halfWidth: w, halfHeight: h }: PlacedNode, shade: Shade | null, ink: InkOf) {
  const box = { width: 2 * w, height: 2 * h, fill: ink("operation") };
  const isScope = kind === "scope";
  const edge = isScope ? { stroke: ink("page"), "stroke-width": 1 } : {};
  const corner = `M${w - CORNER} ${-h}H${w - 3}Q${w} ${-h} ${w} ${3 - h}V${CORNER - h}Z`;
  const shapes: Shape[] = [
    { name: "rect", part: "operation", attributes: { x: -w, y: -h, ...box, rx: 3, ...edge } },
    { name: "path", part: "corner", attributes: { d: corner, ...recordedPaint(shade, ink) } },
  ];
  const stacked = { x: 4 - w, y: -h - 4, ...box, rx: 4, opacity: 0.45 };
  return [
    ...(isScope ? [{ name: "rect" as const, part: "stacked", attributes: stacked }] : []),
    ...shapes.slice(0, hidden.length ? 2 : 1),
  ];
}

/** The shapes of a glyph at its own scale, the lowest first. */
export function glyphShapes(node: PlacedNode, marks: Marks, ink: InkOf): Shape[] {
  return node.kind === "tensor" ? tensorShapes(node, marks, ink) : operationShapes(node, marks.shade, ink);
}

/** What lights a glyph up. */
export function haloShape({ kind, halfWidth: w, halfHeight: h }: PlacedNode, ink: InkOf): Shape {
  const stroke = { fill: "none", stroke: ink("ink"), "stroke-width": 2 };
  if (kind === "tensor") return { name: "circle", part: "halo", attributes: { r: h + 4, ...stroke } };
  const box = { x: -w - 3, y: -h - 3, width: 2 * w + 6, height: 2 * h + 6, rx: 5 };
  return { name: "rect", part: "halo", attributes: { ...box, ...stroke } };
}

/** What stands in a node: how many operations a block has, or the number of the open panel. */
export function countText({ kind, operations }: PlacedNode, { badge, shade }: Marks, ink: InkOf): Text {
  const text = kind === "scope" ? String(operations) : badge > 0 ? String(badge) : "";
  const fill = kind === "scope" ? ink("page") : (shade?.ink ?? ink("ring"));
  const attributes = { y: BASELINE, "text-anchor": "middle", "font-size": LETTERS, "font-weight": 500, fill };
  return { text, attributes };
}

/** A node's drawn name, on a ground of the page's color; `glyph` is the scale of its glyph. */
export function titleText(node: PlacedNode, glyph: number, text: string, { badge }: Marks, ink: InkOf): Text {
  const { x, anchor } = titleAnchor(node, glyph);
  const paint = { fill: ink(badge > 0 ? "ink" : "soft"), stroke: ink("page"), "stroke-width": 3 };
  const attributes = { x, y: titleSpan(node, glyph).top + 10, "text-anchor": anchor, "font-size": LETTERS, ...paint };
  return { text, attributes: { ...attributes, "paint-order": "stroke", "stroke-linejoin": "round" } };
}
