/** A projection as a figure: the dots in the page's order, with their edges and rings, and a legend of the classes. */

import { inksOf, rgbOf, type Inks } from "../color";
import { Tier, dotRadius, type Looks, type Places } from "../scatterDots";
import { boxWith, inkOfStep, NAME_SIZE, trailNames, type TrailPath } from "../scatterTrails";
import { EDGE_SHADE, EDGED_FROM, FADED_ALPHA, FADED_SIZE, RING, ringedRadii } from "../scatterScene";
import { fitView, toScreen } from "../viewport";
import { dotItem, flow, wordsItem } from "./legend";
import { element, line } from "./markup";
import { MARGIN, sheet, TOP, type Heading } from "./sheet";

export interface ScatterFigure extends Heading {
  dark: boolean;
  places: Places;
  looks: Looks;
  /** Colors that the looks name. */
  palette: string[];
  pinned: number[];
  /** The ways of dots over the steps. */
  trails: TrailPath[];
  /** Classes of the dots. */
  legend: { name: string; color: string }[];
  /** What the map is and means. */
  foot: string;
}

const [SIDE, PADDING] = [480, 12];
const MOST_CLASSES = 40;

function shaded(color: string): string {
  return `rgb(${rgbOf(color).map((channel) => Math.round(channel * (1 - EDGE_SHADE)))})`;
}

/** The circles that a dot of a tier and color consists of. */
function look(tier: Tier, color: string, radius: number, inks: Inks): Record<string, string | number>[] {
  if (tier === Tier.Faded) return [{ r: radius * FADED_SIZE, fill: color, "fill-opacity": FADED_ALPHA }];
  if (tier === Tier.Ringed) {
    const { fill, paper } = ringedRadii(radius);
    const ring = { r: paper + RING / 2, fill: inks.page, stroke: inks.ink, "stroke-width": RING };
    return [ring, { r: fill, fill: color }];
  }
  if (radius < EDGED_FROM) return [{ r: radius, fill: color }];
  return [{ r: radius - 0.5, fill: color, stroke: shaded(color), "stroke-width": 1 }];
}

export function drawScatterFigure(figure: ScatterFigure): string {
  const { places, looks, palette, pinned, trails, legend } = figure;
  const inks = inksOf(figure.dark);
  const view = fitView(boxWith(places.box, trails), SIDE, SIDE, PADDING);
  const radius = dotRadius(places.n, 1, SIDE);
  const at = (dot: number): { cx: number; cy: number } => {
    const [x, y] = toScreen(view, places.xy[2 * dot], places.xy[2 * dot + 1]);
    return { cx: MARGIN + x, cy: TOP + y };
  };
  const styles = palette.map((color) =>
    [Tier.Faded, Tier.Plain, Tier.Ringed].map((tier) => look(tier, color, radius, inks)),
  );
  const dots = Array.from(looks.order).flatMap((dot) =>
    styles[looks.color[dot]][looks.tier[dot]].map((circle) => element("circle", { ...at(dot), ...circle })),
  );
  const ring = (dot: number): string => {
    const size = Math.max(radius, 2.5) + 1.25;
    const paper = element("circle", { ...at(dot), r: size + 0.5, fill: "none", stroke: inks.page, "stroke-width": 3 });
    return paper + element("circle", { ...at(dot), r: size, fill: "none", stroke: inks.ink, "stroke-width": 1.5 });
  };
  const ways = trails.map(({ dot, steps, xy, now }) => {
    const points = steps.map((_, i) => toScreen(view, xy[2 * i], xy[2 * i + 1]));
    const [xs, ys] = [points.map(([x]) => MARGIN + x), points.map(([, y]) => TOP + y)];
    const lines = steps.slice(1).map((_, i) => {
      const ends = { x1: xs[i], y1: ys[i], x2: xs[i + 1], y2: ys[i + 1] };
      return element("line", { ...ends, stroke: inks.ink, "stroke-width": 2, "stroke-opacity": inkOfStep(i + 1, now) });
    });
    const fill = palette[looks.color[dot]];
    const marks = steps.map((_, i) =>
      element("circle", { cx: xs[i], cy: ys[i], r: 2.5, fill, stroke: inks.ink, "stroke-width": 1 }),
    );
    return element("g", { "stroke-linecap": "round" }, [...lines, ...marks]);
  });
  const around = { "paint-order": "stroke", stroke: inks.page, "stroke-width": 3, "text-anchor": "middle" };
  const names = trailNames(trails, view, SIDE).map(({ text, x, y }) =>
    line(MARGIN + x, TOP + y + NAME_SIZE / 3, text, {
      ...around,
      fill: inks.ink,
      "font-size": NAME_SIZE,
      "font-weight": 600,
    }),
  );
  const rings = pinned.filter((dot) => !Number.isNaN(places.xy[2 * dot])).map(ring);
  const more = legend.length > MOST_CLASSES ? [wordsItem(`and ${legend.length - MOST_CLASSES} more`, inks)] : [];
  const classes = legend.slice(0, MOST_CLASSES).map(({ name, color }) => dotItem(color, name, inks));
  const below = flow([...classes, ...more], MARGIN, TOP + SIDE + 8, SIDE);
  const foot = flow([wordsItem(figure.foot, inks)], MARGIN, TOP + SIDE + 8 + below.height, SIDE);
  return sheet({ ...figure, width: SIDE + 2 * MARGIN, height: TOP + SIDE + 8 + below.height + foot.height + MARGIN }, [
    element("g", {}, [dots.join("\n")]),
    ways.join(""),
    rings.join(""),
    names.join(""),
    below.markup,
    foot.markup,
  ]);
}
