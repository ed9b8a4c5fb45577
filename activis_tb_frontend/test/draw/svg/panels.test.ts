import { expect, test } from "vitest";
import { dressDots, placeDots } from "../../../src/draw/scatterDots";
import { drawCrossedFigure, shadedCell } from "../../../src/draw/svg/crossed";
import { drawHealthFigure } from "../../../src/draw/svg/health";
import { drawScatterFigure } from "../../../src/draw/svg/scatter";

const heading = { title: "title", subtitle: "subtitle", dark: false, foot: "foot" };
const parsed = (svg: string): Document => new DOMParser().parseFromString(svg, "image/svg+xml");
const all = (drawn: Document, selector: string): Element[] => [...drawn.querySelectorAll(selector)];

test("every dot with a place is drawn once, faded ones smaller, wrong ones in a ring with paper between the two", () => {
  const places = placeDots([0, 0, 1, 1, NaN, NaN, 2, 0]);
  const classes = Int32Array.of(0, 1, 0, -1);
  const looks = dressDots(places, classes, [0, 1, 2], Uint8Array.of(0, 1, 0, 0), Uint8Array.of(1, 1, 1, 0));
  const palette = ["#0b5fb5", "#c8321f", "#77797c"];
  const legend = [{ name: "<b>", color: "#0b5fb5" }];
  const drawn = parsed(drawScatterFigure({ ...heading, places, looks, palette, trails: [], pinned: [], legend }));
  const dots = all(drawn, "g circle");
  expect(dots.map((dot) => dot.getAttribute("fill"))).toEqual(["#77797c", "#0b5fb5", "#ffffff", "#c8321f"]);
  expect(dots.map((dot) => dot.getAttribute("fill-opacity"))).toEqual(["0.25", null, null, null]);
  expect(dots[2].getAttribute("stroke")).toBe("#202124");
  const [ring, dot] = dots.slice(2).map((circle) => Number(circle.getAttribute("r")));
  expect(ring - 0.6 - dot).toBeCloseTo(1, 5);
  const across = dots.map((dot) => Number(dot.getAttribute("cx")));
  expect(across[1]).toBeLessThan(across[2]);
  expect(all(drawn, "text").map((text) => text.textContent)).toContain("<b>");
});

test("counts stand in their cells, the strongest on the strongest shade, and none where there are none", () => {
  const counts = [
    [90, 5],
    [0, 80],
  ];
  const drawn = parsed(
    drawCrossedFigure({
      ...heading,
      rows: ["one", "two"],
      columns: ["one", "two"],
      cellAt(row, column) {
        const n = counts[row][column];
        return n ? shadedCell(String(n), row === column ? 0.1 : 0.7, false) : null;
      },
    }),
  );
  const texts = all(drawn, "text").map((text) => text.textContent);
  expect(texts.filter((text) => /^\d+$/.test(text!))).toEqual(["90", "5", "80"]);
  const fills = all(drawn, "rect[rx]").map((cell) => cell.getAttribute("fill"));
  expect(new Set([fills[0], fills[2]]).size).toBe(1);
  expect(fills[1]).not.toBe(fills[0]);
});

test("a layer's health is a cell per step, and what is not known has no color of the scale", () => {
  const layers = [
    { name: "conv", numbers: [0, 0.5, null] },
    { name: "hidden", numbers: [1, 1, 1] },
  ];
  const drawn = parsed(drawHealthFigure({ ...heading, steps: [0, 5, 10], layers, domain: [0, 1], unit: "" }));
  const cells = all(drawn, "path").map((cell) => cell.getAttribute("fill"));
  expect(cells).toHaveLength(6);
  expect(cells[0]).not.toBe(cells[1]);
  expect(cells.slice(3)).toEqual(Array(3).fill(cells[3]));
  expect(all(drawn, "path")[2].getAttribute("fill-opacity")).toBe("0.4");
  expect(all(drawn, "text").map((text) => text.textContent)).toEqual(
    expect.arrayContaining(["conv", "hidden", "0", "5", "10"]),
  );
});
