import { expect, test } from "vitest";
import type { Group } from "../../src/draw/groups";
import { instanceAt, layoutSquares, markRectangle, placeOf } from "../../src/draw/squares";

function group(title: string, right: number, wrong: [number, number][], from = 0): Group {
  const block = (prediction: number | null, n: number, start: number) => ({
    prediction,
    rows: Int32Array.from({ length: n }, (_, i) => start + i),
  });
  let next = from + right;
  const wrongBlocks = wrong.map(([prediction, n]) => block(prediction, n, (next += n) - n));
  return { key: title, title, class: 0, note: "", blocks: [block(null, right, from), ...wrongBlocks] };
}
const groups = [
  group("A", 100, [
    [1, 30],
    [2, 3],
  ]),
  group("B", 5, [], 133),
];

test.each([false, true])("every mark is hit at its own center (compact: %s)", (compact) => {
  const layout = layoutSquares(groups, compact ? 176 : 260, compact);
  for (let row = 0; row < 138; row++) {
    const { strip, place } = placeOf(layout, row)!;
    if (strip.kind === "bar") continue;
    const { x, y, width, height } = markRectangle(strip, place);
    expect(instanceAt(layout, x + width / 2, y + height / 2)).toBe(row);
  }
});

test("a bar addresses its instances by the share of its length", () => {
  const layout = layoutSquares(groups, 176, true);
  const bar = layout.strips[0];
  expect(bar.kind).toBe("bar");
  const at = (share: number) => instanceAt(layout, bar.x + bar.width * share, bar.y + 1);
  expect([0, 0.505, 0.995].map(at)).toEqual([0, 50, 99]);
});

test("bars are in proportion over all groups", () => {
  const [first, , , last] = layoutSquares(groups, 176, true).strips;
  expect(first.width / last.width).toBeCloseTo(100 / 5, 5);
});

test("nothing is hit beside the marks, and marks of one strip never overlap the next", () => {
  const layout = layoutSquares(groups, 260, false);
  expect(instanceAt(layout, 2, 5)).toBe(-1);
  expect(instanceAt(layout, -1, 30)).toBe(-1);
  expect(instanceAt(layout, 2, layout.height + 1)).toBe(-1);
  layout.strips.reduce((before, strip) => {
    expect(strip.y).toBeGreaterThanOrEqual(before.y + before.height);
    return strip;
  });
});

test("a panel without width or instances lays out nothing and does not fail", () => {
  expect(layoutSquares([], 260, false)).toEqual({ groups: [], strips: [], height: 0 });
  expect(layoutSquares(groups, 0, false).strips[0].perLine).toBe(1);
});
