import { expect, test } from "vitest";
import {
  cellOf,
  compose,
  drawPatches,
  pictureSize,
  positionAt,
  shadePixels,
  type PatchesPicture,
} from "../../src/draw/patches";
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

test("a picture is put together of its patches as they lie", () => {
  const drawn: number[][] = [];
  const context = { drawImage: (_: unknown, ...at: number[]) => drawn.push(at) };
  const sprite = (x: number) => ({ image: {} as CanvasImageSource, x, y: 4, width: 5, height: 3 });
  const patches = [
    { row: 0, column: 0, sprite: sprite(0) },
    { row: 1, column: 2, sprite: sprite(25) },
  ];
  compose(context as unknown as OffscreenCanvasRenderingContext2D, patches);
  expect(drawn).toEqual([
    [0, 4, 5, 3, 0, 0, 5, 3],
    [25, 4, 5, 3, 10, 3, 5, 3],
  ]);
});

test("shades are of red above zero and of blue below, four fifths of the picture at the strongest", () => {
  expect([...shadePixels([1, 0, -0.5])]).toEqual([229, 72, 77, 204, 229, 72, 77, 0, 59, 130, 246, 102]);
});

test("the picture lies under its shades, the hovered patch is outlined in white and the own one in black and white", () => {
  const calls: unknown[][] = [];
  const context = {
    strokeStyle: "",
    fillRect: (...at: number[]) => calls.push(["fill", ...at]),
    strokeRect: (...at: number[]) => calls.push(["stroke", context.strokeStyle, ...at]),
    drawImage: (image: unknown, ...at: number[]) => calls.push([image, ...at]),
  };
  const size = { width: 36, height: 24 };
  const layers = { picture: "picture", shades: "shades" } as unknown as Pick<PatchesPicture, "picture" | "shades">;
  const [own, hovered] = [
    { row: 1, column: 2 },
    { row: 0, column: 1 },
  ];
  const drawn = { grid, size, ...layers, own, hovered, inks: inksOf(false) };
  drawPatches(context as unknown as CanvasRenderingContext2D, drawn);
  expect(calls).toEqual([
    ["fill", 0, 0, 36, 24],
    ["picture", 0, 0, 36, 24],
    ["shades", 0, 0, 36, 24],
    ["stroke", "#ffffff", 11.5, 0.5, 13, 12],
    ["stroke", "#ffffff", 23.5, 11.5, 11, 11],
    ["stroke", "#000000", 23.5, 11.5, 11, 11],
  ]);
});
