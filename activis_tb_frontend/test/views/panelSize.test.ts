import { expect, test } from "vitest";
import { mapColumns, panelSize } from "../../src/views/panelSize";

const room = { pageWidth: 1920, width: 1432, height: 720, maximized: false, map: null, maps: 1 };

test("the matrix keeps half of the page beside the projection, which is a square below", () => {
  const { map, body } = panelSize(room);
  expect(room.width - map).toBeGreaterThanOrEqual(960);
  expect(map).toBeGreaterThan(400);
  expect(body).toBe(map + 24);
});

test("among several panels the projection is as high as its panel", () => {
  const { map, body } = panelSize({ ...room, height: 360 });
  expect(body).toBe(290);
  expect(map).toBe(266);
});

test("a small page and a low panel keep the least sizes", () => {
  expect(panelSize({ ...room, pageWidth: 1000, width: 656, height: 120 })).toMatchObject({ map: 190, body: 210 });
});

test("one map is as high as it is wide, with its words, and no higher than its panel", () => {
  expect(panelSize({ ...room, maximized: true })).toMatchObject({ map: 444, body: 650, mapHeight: 516 });
  expect(panelSize({ ...room, height: 360 }).mapHeight).toBe(290);
});

test("a maximized panel leaves its matrix as wide as it was", () => {
  const small = { ...room, pageWidth: 1280, width: 876, height: 500 };
  expect(panelSize({ ...small, maximized: true }).map).toBe(panelSize(small).map);
});

test("what the user dragged is kept within the panel's width, maximized or not", () => {
  expect(panelSize({ ...room, map: 700 }).map).toBe(700);
  expect(panelSize({ ...room, map: 5000 }).map).toBe(859);
  expect(panelSize({ ...room, map: 700, maximized: true }).body).toBe(650);
});

test("maps side by side have a place as wide as they need, up to what the matrix can spare", () => {
  const one = panelSize({ ...room, pageWidth: 1280, width: 876, height: 400 });
  expect(one.map).toBe(208);
  expect(panelSize({ ...room, pageWidth: 1280, width: 876, height: 400, maps: 2 })).toMatchObject({
    map: 416,
    body: one.body,
  });
  expect(panelSize({ ...room, pageWidth: 1280, width: 876, height: 400, maps: 4 }).map).toBe(526);
  expect(panelSize({ ...room, map: 300, maps: 2 }).map).toBe(300);
});

test("maps stand side by side, and in rows where they would be too small", () => {
  expect(mapColumns(1, 200, 300)).toBe(1);
  expect(mapColumns(2, 416, 470)).toBe(2);
  expect(mapColumns(2, 200, 500)).toBe(1);
  expect(mapColumns(2, 380, 545)).toBe(2);
  expect(mapColumns(4, 526, 440)).toBe(2);
  expect(mapColumns(4, 526, 380)).toBe(2);
  expect(mapColumns(3, 0, 0)).toBe(3);
});
