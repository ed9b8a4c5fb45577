/** Turns one map of instances towards another, so that a change of method or step moves dots no farther than it must. */

/**
 * `xy` [2n] moved, turned, and mirrored if need be, to lie as near as it can to `reference` [2n] (orthogonal Procrustes without
 * scaling; Schönemann 1966). Pairs with a place in both decide; what has none keeps none.
 */
export function alignTo(xy: Float32Array, reference: Float32Array): Float32Array {
  const [from, to] = [middle(xy, reference), middle(reference, xy)];
  let [xx, xy_, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = [xy[i] - from[0], xy[i + 1] - from[1]];
    const [u, v] = [reference[i] - to[0], reference[i + 1] - to[1]];
    if (!Number.isFinite(x + y + u + v)) continue;
    xx += x * u;
    xy_ += x * v;
    yx += y * u;
    yy += y * v;
  }
  const turned = [xx + yy, xy_ - yx] as const;
  const mirrored = [xx - yy, xy_ + yx] as const;
  const flip = Math.hypot(...mirrored) > Math.hypot(...turned) ? -1 : 1;
  const [c, s] = flip < 0 ? mirrored : turned;
  const length = Math.hypot(c, s);
  return length > 0 ? turn(xy, [from, to], [c / length, s / length, flip]) : xy;
}

type Point = [number, number];

/** About one point, which comes to lie on another, by the angle of which `c` and `s` are cosine and sine, after y was multiplied by `flip`. */
function turn(
  xy: Float32Array,
  [[x0, y0], [x1, y1]]: [Point, Point],
  [c, s, flip]: [number, number, number],
): Float32Array {
  const aligned = new Float32Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = [xy[i] - x0, flip * (xy[i + 1] - y0)];
    aligned[i] = c * x - s * y + x1;
    aligned[i + 1] = s * x + c * y + y1;
  }
  return aligned;
}

/** Of the dots that have a place in both. */
function middle(xy: Float32Array, other: Float32Array): Point {
  let [x, y, n] = [0, 0, 0];
  for (let i = 0; i < xy.length; i += 2) {
    if (!Number.isFinite(xy[i] + xy[i + 1] + other[i] + other[i + 1])) continue;
    x += xy[i];
    y += xy[i + 1];
    n++;
  }
  return n ? [x / n, y / n] : [0, 0];
}
