/** Neurons side by side that answer alike: ordered by the angle of two principal components of the rows (Friendly 2002). */

const ITERATIONS = 60;

/** Each neuron's values over the rows, centered and of length 1; null for one that is constant or not finite. */
function profileOf(rows: Float32Array[], neuron: number): Float64Array | null {
  const profile = Float64Array.from(rows, (row) => row[neuron]);
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length;
  let square = 0;
  for (let row = 0; row < profile.length; row++) {
    profile[row] -= mean;
    square += profile[row] ** 2;
  }
  const length = Math.sqrt(square);
  if (!(length > 1e-12) || !Number.isFinite(length)) return null;
  return profile.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function normalize(vector: Float64Array): void {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
}

function orthogonalize(vector: Float64Array, others: Float64Array[]): void {
  for (const other of others) {
    const share = dot(vector, other);
    for (let i = 0; i < vector.length; i++) vector[i] -= share * other[i];
  }
}

/** The direction of the largest spread of the profiles orthogonal to `others`, by power iteration. */
function principalAxis(profiles: Float64Array[], n_rows: number, others: Float64Array[]): Float64Array {
  let axis = Float64Array.from({ length: n_rows }, (_, row) => 1 / (row + 1 + others.length));
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    orthogonalize(axis, others);
    normalize(axis);
    const next = new Float64Array(n_rows);
    for (const profile of profiles) {
      const share = dot(profile, axis);
      for (let row = 0; row < n_rows; row++) next[row] += share * profile[row];
    }
    axis = next;
  }
  orthogonalize(axis, others);
  normalize(axis);
  return axis;
}

/** The circle of neurons is cut where two neighbors are farthest apart. */
function cutAtWidestGap(places: { neuron: number; angle: number }[]): number[] {
  places.sort((a, b) => a.angle - b.angle || a.neuron - b.neuron);
  const gap = (i: number): number =>
    i === 0 ? places[0].angle + 2 * Math.PI - places[places.length - 1].angle : places[i].angle - places[i - 1].angle;
  let start = 0;
  for (let i = 1; i < places.length; i++) if (gap(i) > gap(start)) start = i;
  return [...places.slice(start), ...places.slice(0, start)].map(({ neuron }) => neuron);
}

/** An order of the neurons of `rows` ([rows][neurons]); constant neurons and such with NaN come last. */
export function similarityOrder(rows: Float32Array[], n_neurons: number): Int32Array {
  const all = Array.from({ length: n_neurons }, (_, neuron) => profileOf(rows, neuron));
  const profiles = all.filter((profile) => profile !== null);
  const first = principalAxis(profiles, rows.length, []);
  const second = principalAxis(profiles, rows.length, [first]);
  const places = all.flatMap((profile, neuron) =>
    profile ? [{ neuron, angle: Math.atan2(dot(profile, second), dot(profile, first)) }] : [],
  );
  const last = all.flatMap((profile, neuron) => (profile ? [] : [neuron]));
  return Int32Array.from([...(places.length ? cutAtWidestGap(places) : []), ...last]);
}
