/** A row of cells as SVG: colors, shapes and marks are those of the page's pixels, one path for all cells of a color. */

import { rgbOf, type Inks } from "../color";
import { cssOf, pixelOf } from "../scale";
import { cellShape, DOTS_TOUCH, HATCH, NOTCH, PEAKS, WIDE_NOTCH } from "../stamp";
import { CLIPPED, INFINITE, NOT_A_NUMBER, PEAK, SILENT, type Grid, type Stripe } from "../stripe";
import { element, rounded } from "./markup";

/** Fills of cells without a number, for `<defs>`: a hatch and a crosshatch. */
export function hatches({ hatch }: Inks): string {
  const pattern = (id: string, d: string): string =>
    element("pattern", { id, width: HATCH, height: HATCH, patternUnits: "userSpaceOnUse" }, [
      element("path", { d, fill: "none", stroke: hatch, "stroke-width": 1 }),
    ]);
  const falling = `M0 ${HATCH}L${HATCH} 0`;
  return element("defs", {}, [pattern("nan", falling), pattern("infinite", `${falling}M0 0L${HATCH} ${HATCH}`)]);
}

function circle(x: number, y: number, radius: number): string {
  const [r, d] = [rounded(radius), rounded(2 * radius)];
  return `M${rounded(x)} ${rounded(y + radius)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 -${d} 0z`;
}

export function box(x: number, y: number, width: number, height: number): string {
  return `M${rounded(x)} ${rounded(y)}h${rounded(width)}v${rounded(height)}h-${rounded(width)}z`;
}

/** Outlines by fill, in the order in which fills first come. */
type Layer = Map<string, string[]>;

function add(layer: Layer, fill: string, outline: string): void {
  const known = layer.get(fill);
  if (known) known.push(outline);
  else layer.set(fill, [outline]);
}

function painted(layer: Layer): string {
  return [...layer].map(([fill, outlines]) => element("path", { fill, d: outlines.join("") })).join("");
}

const HATCHED: Record<number, string> = { [NOT_A_NUMBER]: "url(#nan)", [INFINITE]: "url(#infinite)" };

/** The cells of a row whose box begins at `x`, `y`. */
export function cells(stripe: Stripe, grid: Grid, x: number, y: number, rowHeight: number, inks: Inks): string {
  const { isCircle, width, height } = cellShape(grid.pitch, rowHeight, 1);
  const left = x + (isCircle ? (grid.pitch - width) >> 1 : 0);
  const top = y + ((rowHeight - height) >> 1);
  const [filled, marks]: [Layer, Layer] = [new Map(), new Map()];
  const faint = cssOf(pixelOf(rgbOf(inks.faint)));
  stripe.colors.forEach((color, cell) => {
    const at = left + cell * grid.pitch;
    const mark = stripe.marks[cell];
    const fill = HATCHED[mark] ?? (color ? cssOf(color) : null);
    if (fill !== null) add(filled, fill, isCircle ? circle(at, top, width / 2) : box(at, top, width, height));
    const middle = at + width / 2;
    const notch = width > WIDE_NOTCH ? 2 : 1;
    const dot = width > DOTS_TOUCH ? 2 : 1;
    if (mark === CLIPPED) add(marks, inks.page, box(middle - notch / 2, top, notch, NOTCH));
    if (mark === PEAK) add(marks, cssOf(stripe.peaks[cell]), box(at, top, width, PEAKS));
    if (mark === SILENT) add(marks, faint, box(middle - dot / 2, top + height / 2 - dot / 2, dot, dot));
  });
  const edges = isCircle ? {} : { "shape-rendering": "crispEdges" };
  return element("g", edges, [painted(filled) + painted(marks)]);
}
