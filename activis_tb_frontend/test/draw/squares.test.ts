import { expect, test } from "vitest";
import type { Block, Group } from "../../src/draw/blocks";
import * as draw from "../../src/draw/squares";
import { instanceAt, layoutSquares, markRectangle, marksOf, thumbnailMarks } from "../../src/draw/squares";
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
const [SQUARES, BARS] = [draw.SQUARES, draw.BARS].map((marks) => ({ ...marks, label: 82 }));
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

test("bars of right and wrong ones are on one scale, on which none is cut off at the panel's edge", () => {
  // Of 30 px beside the labels 30 wrong ones get one each; 100 right ones would have had 1.12 of 112 px.
  const bars = layoutSquares(groups, 112, BARS).strips;
  expect(bars.map(({ kind, x, width }) => [kind, x, width])).toEqual([
    ["bar", 0, 100],
    ["bar", 82, 30],
    ["bar", 82, 3],
    ["bar", 0, 5],
  ]);
});

test("the wrong ones of a bar are pointed at one by one, and the least bar has three pixels", () => {
  const layout = layoutSquares(
    [
      group("A", 100, [
        [1, 1],
        [2, 10],
      ]),
    ],
    100,
    BARS,
  );
  const [, one, ten] = layout.strips;
  // 10 wrong ones in 18 px beside the label: 1.8 px each, but 100 right ones in 100 px: 1 px each.
  expect([one.width, ten.width]).toEqual([3, 10]);
  expect([0.5, 4.5, 9.5].map((x) => instanceAt(layout, ten.x + x, ten.y + 1))).toEqual([101, 105, 110]);
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
