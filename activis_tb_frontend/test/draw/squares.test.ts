import { expect, test } from "vitest";
import type { Block, Group } from "../../src/draw/blocks";
import {
  BARS,
  SQUARES,
  instanceAt,
  layoutSquares,
  markRectangle,
  marksOf,
  thumbnailMarks,
} from "../../src/draw/squares";
import { stepMark } from "../../src/views/squares";

function group(title: string, right: number, wrong: [number, number][], from = 0): Group {
  const block = (border: number | null, n: number, start: number): Block => ({
    verdict: border === null ? "right" : "wrong",
    fill: 0,
    border,
    rows: Int32Array.from({ length: n }, (_, i) => start + i),
  });
  let next = from + right;
  const wrongBlocks = wrong.map(([prediction, n]) => block(prediction, n, (next += n) - n));
  return { key: title, title, class: 0, note: "", count: "", blocks: [block(null, right, from), ...wrongBlocks] };
}
const groups = [
  group("A", 100, [
    [1, 30],
    [2, 3],
  ]),
  group("B", 5, [], 133),
];

test.each([
  ["bars", BARS],
  ["squares", SQUARES],
  ["thumbnails", thumbnailMarks(28, 28)],
])("every mark is hit at its own center (%s)", (_, marks) => {
  const layout = layoutSquares(groups, 200, marks);
  for (let row = 0; row < 138; row++) {
    const [mark] = marksOf(layout, row);
    if (mark.strip.kind === "bar") continue;
    const { x, y, width, height } = markRectangle(mark, marks);
    expect(instanceAt(layout, x + width / 2, y + height / 2)).toBe(row);
  }
});

test("an instance of two groups has a mark in each", () => {
  const layout = layoutSquares([group("A", 3, []), group("B", 3, [])], 200, SQUARES);
  expect(marksOf(layout, 1).map(({ strip, place }) => [layout.strips.indexOf(strip), place])).toEqual([
    [0, 1],
    [1, 1],
  ]);
  expect(marksOf(layout, 7)).toEqual([]);
});

test("small pictures are enlarged by a whole factor, large ones made small", () => {
  expect([thumbnailMarks(8, 8).side, thumbnailMarks(28, 20).side, thumbnailMarks(64, 64).side]).toEqual([36, 32, 36]);
});

test("arrows go along and across the lines and on to the next strip, Home and End to the ends", () => {
  const layout = layoutSquares(groups, 200, SQUARES);
  const [first, second, third, last] = layout.strips;
  const step = (place: number, key: string) => stepMark(layout, { strip: first, place }, key);
  expect(stepMark(layout, null, "ArrowRight")).toEqual({ strip: first, place: 0 });
  expect(step(0, "ArrowRight")).toEqual({ strip: first, place: 1 });
  expect(step(0, "ArrowDown")).toEqual({ strip: first, place: first.perLine });
  expect(step(99, "ArrowRight")).toEqual({ strip: second, place: 0 });
  expect(stepMark(layout, { strip: third, place: 0 }, "ArrowLeft")).toEqual({ strip: second, place: 29 });
  expect(step(50, "Home")).toEqual({ strip: first, place: 0 });
  expect(step(50, "End")).toEqual({ strip: last, place: 4 });
  expect(step(50, "a")).toBeNull();
});

test("a bar addresses its instances by the share of its length", () => {
  const layout = layoutSquares(groups, 176, BARS);
  const bar = layout.strips[0];
  expect(bar.kind).toBe("bar");
  const at = (share: number) => instanceAt(layout, bar.x + bar.width * share, bar.y + 1);
  expect([0, 0.505, 0.995].map(at)).toEqual([0, 50, 99]);
});

test("bars are in proportion over all groups", () => {
  const [first, , , last] = layoutSquares(groups, 176, BARS).strips;
  expect(first.width / last.width).toBeCloseTo(100 / 5, 5);
});

test("nothing is hit beside the marks, and marks of one strip never overlap the next", () => {
  const layout = layoutSquares(groups, 260, SQUARES);
  expect(instanceAt(layout, 2, 5)).toBe(-1);
  expect(instanceAt(layout, -1, 30)).toBe(-1);
  expect(instanceAt(layout, 2, layout.height + 1)).toBe(-1);
  layout.strips.reduce((before, strip) => {
    expect(strip.y).toBeGreaterThanOrEqual(before.y + before.height);
    return strip;
  });
});

test("a panel without width or instances lays out nothing and does not fail", () => {
  expect(layoutSquares([], 260, SQUARES)).toEqual({ groups: [], strips: [], height: 0, marks: SQUARES });
  expect(layoutSquares(groups, 0, SQUARES).strips[0].perLine).toBe(1);
});
