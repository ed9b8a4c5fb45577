/** The computation graph as a figure: all visible nodes with their names, at the scale at which the page shows a small graph. */

import { inksOf, type Inks } from "../draw/color";
import { barItem, flow, textItem, wordsItem, type Item } from "../draw/svg/legend";
import { textWidth } from "../draw/svg/letters";
import { element, escaped, line } from "../draw/svg/markup";
import { MARGIN, sheet, SMALL, TOP, type Heading } from "../draw/svg/sheet";
import type { Scale } from "../draw/scale";
import type { VisibleGraph, VisibleNode } from "./fold";
import { countText, glyphShapes, titleText, type InkOf, type Marks, type Text } from "./glyph";
import { elide, fitTitles, nodeSpan, titleAnchor } from "./labels";
import { edgePath, layoutGraph, type Measure, type PlacedNode } from "./layout";
import { badgeOf } from "./locate";
import { scopeOutlines, type Outline } from "./outlines";
import { shadeOf, type Shade } from "./shade";

export interface GraphFigure extends Heading {
  dark: boolean;
  visible: VisibleGraph;
  /** Edges are in the order of the calls only. */
  dashed: boolean;
  /** Open layers, the uppermost panel's first. */
  open: string[];
  /** Colors of nodes for numbers of their layers, and what the colors mean; null where all recorded ones look alike. */
  colors: { shades: ReadonlyMap<string, Shade>; scale: Scale; unit: string } | null;
}

const NARROWEST = 360;
/** How far the second rectangle of a folded block reaches beyond the first, and air. */
const STACKED = 7;
const measure: Measure = (text) => textWidth(text, SMALL);

const written = ({ text, attributes }: Text): string =>
  text === "" ? "" : element("text", attributes, [escaped(text)]);

function glyph(node: PlacedNode, marks: Marks, ink: InkOf): string {
  const shapes = glyphShapes(node, marks, ink).map(({ name, attributes }) => element(name, attributes));
  return shapes.join("") + written(countText(node, marks, ink));
}

const placed = (x: number, y: number, children: string[]): string =>
  element("g", { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` }, children);

function outlineOf({ left, right, top, bottom, title }: Outline, inks: Inks): string {
  const frame = { x: left, y: top, width: right - left, height: bottom - top, rx: 6, fill: "none", stroke: inks.line };
  const name = elide(title, frame.width - 12, measure);
  return element("rect", frame) + line(left + 7, top + 12, name, { "font-size": SMALL, fill: inks.faint });
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What a node takes with its name. */
function boxOf(node: PlacedNode, title: string): Box {
  const { x, y, halfWidth } = node;
  const [{ x: at, anchor }, span, width] = [titleAnchor(node, 1), nodeSpan(node, 1, title !== ""), measure(title)];
  const start = at - { start: 0, middle: width / 2, end: width }[anchor];
  return {
    left: x + Math.min(-halfWidth, start) - 4,
    right: x + Math.max(halfWidth, start + width) + 4,
    top: y + span.top - 4,
    bottom: y + span.bottom + 4,
  };
}

function around(boxes: Box[]): Box {
  return {
    left: Math.min(0, ...boxes.map(({ left }) => left)),
    right: Math.max(0, ...boxes.map(({ right }) => right)),
    top: Math.min(0, ...boxes.map(({ top }) => top)),
    bottom: Math.max(0, ...boxes.map(({ bottom }) => bottom)),
  };
}

/** A sign of the legend: a node as it is drawn, and what it means. */
function nodeItem(node: PlacedNode, marks: Marks, text: string, ink: InkOf, inks: Inks): Item {
  const { halfWidth, kind } = node;
  const room = 2 * halfWidth + (kind === "scope" ? STACKED : 2);
  return textItem(room, (x, y) => placed(x + halfWidth + 1, y, [glyph(node, marks, ink)]), text, inks);
}

function legendItems({ visible, dashed, colors, open }: GraphFigure, nodes: PlacedNode[], ink: InkOf, inks: Inks) {
  const first = (is: (node: VisibleNode) => boolean): PlacedNode[] => nodes.filter(is).slice(0, 1);
  const plain = { badge: 0, shade: null };
  const recorded = first(({ layer }) => layer !== null).filter(() => !colors);
  const opened = first((node) => node.kind === "tensor" && badgeOf(node, open) > 0);
  return [
    ...recorded.map((node) => nodeItem(node, plain, "recorded", ink, inks)),
    ...opened.map((node) => nodeItem(node, { ...plain, badge: badgeOf(node, open) }, "open, its panel", ink, inks)),
    ...first(({ kind }) => kind === "scope").map((node) =>
      nodeItem({ ...node, hidden: [] }, plain, "block, its operations", ink, inks),
    ),
    ...(colors ? [barItem("scale", colors.scale, false, colors.unit, inks)] : []),
    ...(dashed && visible.edges.length ? [wordsItem("dashed: the order of the calls", inks)] : []),
  ];
}

export function drawGraphFigure(figure: GraphFigure): string {
  const { visible, dashed, open, colors } = figure;
  const inks = inksOf(figure.dark);
  const ink: InkOf = (name) => inks[name];
  const { nodes, edges } = layoutGraph(visible, measure);
  const titles = fitTitles(nodes, 1, 1, measure);
  const outlines = scopeOutlines(nodes, 1);
  const box = around([...nodes.map((node, i) => boxOf(node, titles[i])), ...outlines]);
  const marks = nodes.map((node) => ({ badge: badgeOf(node, open), shade: colors && shadeOf(node, colors.shades) }));
  const dash = dashed ? "4 3" : null;
  const lines = edges.map(({ points }) => element("path", { d: edgePath(points, 1), "stroke-dasharray": dash }));
  const drawn = [
    ...outlines.map((outline) => outlineOf(outline, inks)),
    element("g", { fill: "none", stroke: inks.faint }, [lines.join("")]),
    ...nodes.map((node, i) => placed(node.x, node.y, [glyph(node, marks[i], ink)])),
    ...nodes.map((node, i) => placed(node.x, node.y, [written(titleText(node, 1, titles[i], marks[i], ink))])),
  ];
  const width = Math.max(NARROWEST, box.right - box.left + 2 * MARGIN);
  const bottom = TOP + box.bottom - box.top;
  const legend = flow(legendItems(figure, nodes, ink, inks), MARGIN, bottom + 12, width - 2 * MARGIN);
  return sheet({ ...figure, width, height: bottom + 12 + legend.height + MARGIN }, [
    placed(MARGIN - box.left, TOP - box.top, drawn),
    legend.markup,
  ]);
}
