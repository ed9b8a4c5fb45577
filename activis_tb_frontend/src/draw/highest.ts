/** Which of many numbers are the highest. */

/** Places of the `most` highest of `values[start]`, `values[start + stride]` ..., the highest first, ties by place; zeros and NaN are none. */
export function highestDots(values: Float32Array, most: number, start = 0, stride = 1): number[] {
  const found: { dot: number; value: number }[] = [];
  for (let dot = 0, at = start; at < values.length; dot++, at += stride) {
    const value = values[at];
    if (!(value > 0 || value < 0) || (found.length === most && value <= found[most - 1].value)) continue;
    const place = found.findIndex((one) => one.value < value);
    found.splice(place < 0 ? found.length : place, 0, { dot, value });
    if (found.length > most) found.pop();
  }
  return found.map(({ dot }) => dot);
}
