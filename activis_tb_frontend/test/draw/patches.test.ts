import { expect, test } from "vitest";
import { cellOf, drawPatches, pictureSize, positionAt } from "../../src/draw/patches";
import { inksOf } from "../../src/draw/color";

const grid = { rows: 2, columns: 3, first: 1 };

test("patches lie row by row from the first one on, and a class token before it lies nowhere", () => {
  expect([0, 1, 3, 4, 6, 7].map((position) => cellOf(grid, position))).toEqual([
    null,
    { row: 0, column: 0 },
    { row: 0, column: 2 },
    { row: 1, column: 0 },
    { row: 1, column: 2 },
    null,
  ]);
});

test("each place of the picture is in one patch, its edges too", () => {
  expect([positionAt(grid, 0, 0), positionAt(grid, 0.34, 0.49), positionAt(grid, 1, 1)]).toEqual([1, 2, 6]);
});

test("a small picture is enlarged by a whole factor, a large one made to fit", () => {
  expect(pictureSize(grid, { width: 4, height: 4 }, 40)).toEqual({ width: 36, height: 24 });
  expect(pictureSize(grid, { width: 16, height: 16 }, 36)).toEqual({ width: 36, height: 24 });
});

/** What is filled and stroked, with color and opacity. */
function recorder() {
  const calls: unknown[][] = [];
  const context = {
    fillStyle: "",
    strokeStyle: "",
    globalAlpha: 1,
    fillRect: (...at: number[]) => calls.push(["fill", context.fillStyle, context.globalAlpha, ...at]),
    strokeRect: () => calls.push(["stroke", context.strokeStyle]),
    drawImage: (_: unknown, ...at: number[]) => calls.push(["image", ...at]),
  };
  return { calls, context: context as unknown as CanvasRenderingContext2D };
}

test("a patch is its part of the picture under its shade, the own one outlined in black and white", () => {
  const { calls, context } = recorder();
  const sprite = { image: {} as CanvasImageSource, x: 8, y: 4, width: 4, height: 4 };
  const inks = inksOf(false);
  const patch = { row: 1, column: 2, shade: -0.5, sprite, mark: "own" as const };
  drawPatches(context, [patch], grid, { width: 36, height: 24 }, inks);
  expect(calls).toEqual([
    ["fill", inks.line, 1, 0, 0, 36, 24],
    ["image", 8, 4, 4, 4, 24, 12, 12, 12],
    ["fill", "#3b82f6", 0.4, 24, 12, 12, 12],
    ["stroke", "#ffffff"],
    ["stroke", "#000000"],
  ]);
});
