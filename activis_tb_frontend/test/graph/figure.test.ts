import { expect, test } from "vitest";
import { createScale } from "../../src/draw/scale";
import { drawGraphFigure, type GraphFigure } from "../../src/graph/figure";
import { foldScopes } from "../../src/graph/fold";
import { chainOf } from "./graphs";

const graph = chainOf(["conv", "block/a", "block/b", "dense"], ["conv", "dense"]);
const figure: GraphFigure = {
  title: "graph",
  subtitle: "run",
  dark: false,
  visible: foldScopes(graph, new Set(["block"])),
  dashed: false,
  open: ["dense"],
  colors: null,
};
const drawn = (part: Partial<GraphFigure> = {}): Document =>
  new DOMParser().parseFromString(drawGraphFigure({ ...figure, ...part }), "image/svg+xml");
const all = (drawn: Document, selector: string): Element[] => [...drawn.querySelectorAll(selector)];
const texts = (drawn: Document): (string | null)[] => all(drawn, "text").map((text) => text.textContent);

test("recorded layers are yellow with a dark ring, the open one has its panel's number, a folded block its operations", () => {
  const svg = drawn();
  const yellow = all(svg, 'circle[fill="#fbc02d"]').map((circle) => circle.getAttribute("stroke"));
  // Two layers, and two signs of the legend.
  expect(yellow).toEqual(Array(4).fill("#202124"));
  expect(texts(svg)).toEqual(expect.arrayContaining(["conv", "dense", "block", "1", "2", "recorded"]));
});

test("unfolded, a block is a frame with its name around all of its nodes, and nothing leaves the sheet", () => {
  const svg = drawn({ visible: foldScopes(graph, new Set()) });
  const [frame] = all(svg, 'rect[rx="6"]').map((rect) => Number(rect.getAttribute("width")));
  expect(frame).toBeGreaterThan(50);
  expect(texts(svg)).toContain("block");
  const [x] = all(svg, "g[transform]")[0]
    .getAttribute("transform")!
    .match(/-?[\d.]+/g)!
    .map(Number);
  const left = all(svg, "rect[rx]").map((rect) => x + Number(rect.getAttribute("x")));
  expect(Math.min(...left.filter((edge) => !Number.isNaN(edge)))).toBeGreaterThanOrEqual(0);
});

test("edges in the order of the calls are dashed, and colors of health take the place of yellow, with their scale", () => {
  const dashed = drawn({ dashed: true });
  expect(all(dashed, "path[stroke-dasharray]")).toHaveLength(figure.visible.edges.length);
  expect(texts(dashed)).toContain("dashed: the order of the calls");
  const scale = createScale([0, 1], false);
  const shades = new Map(
    ["conv", "dense"].map((layer) => [layer, { strength: 1, fill: "#123456", ink: "#fff", said: "" }]),
  );
  const svg = drawn({ colors: { shades, scale, unit: "dead neurons" } });
  expect(all(svg, 'circle[fill="#123456"]')).toHaveLength(2);
  expect(texts(svg)).toContain("1 dead neurons");
});
