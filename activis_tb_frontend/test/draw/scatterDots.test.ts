import { describe, expect, it, test } from "vitest";
import { describeDot, dotRadius, dressDots, hideClasses, paletteOf, placeDots, Tier } from "../../src/draw/scatterDots";

describe("placeDots", () => {
  it("centers the dots and divides both axes by half of the larger extent, y downwards", () => {
    const places = placeDots([10, 0, 14, 2]);
    expect([...places.xy]).toEqual([-1, 0.5, 1, -0.5]);
    expect(places.box).toEqual({ left: -1, right: 1, top: -0.5, bottom: 0.5 });
  });

  it("keeps dots apart whose coordinates float32 cannot tell apart", () => {
    const places = placeDots([1e9, 1e9, 1e9 + 1, 1e9 + 1]);
    expect([...places.xy]).toEqual([-1, 1, 1, -1]);
  });

  it("gives dots with NaN or infinite coordinates no place and does not let them stretch the box", () => {
    const places = placeDots([0, 0, NaN, 5, Infinity, 1, 2, 2]);
    expect([...places.xy]).toEqual([-1, 1, NaN, NaN, NaN, NaN, 1, -1]);
  });

  it("accepts no dots, a single dot and only missing ones", () => {
    expect(placeDots([]).n).toBe(0);
    expect([...placeDots([3, 4]).xy].map(Math.abs)).toEqual([0, 0]);
    expect([...placeDots([NaN, 1]).xy]).toEqual([NaN, NaN]);
  });
});

describe("dressDots", () => {
  const places = placeDots([0, 0, 1, 1, 2, 2, 3, 3, NaN, 0]);
  const classes = Int32Array.of(0, 1, -1, 7, 0);
  const wrong = Uint8Array.of(1, 0, 0, 1, 0);

  it("colors by class, and what has none or an unknown one in the last color", () => {
    expect([...dressDots(places, classes, [0, 1, 2], wrong, null).color]).toEqual([0, 1, 2, 2, 0]);
  });

  it("lets classes share a color", () => {
    expect([...dressDots(places, classes, [0, 0, 1], wrong, null).color]).toEqual([0, 0, 1, 1, 0]);
  });

  it("draws faded dots first, then plain, then ringed ones, and no dot without a place", () => {
    const looks = dressDots(places, classes, [0, 1, 2], wrong, Uint8Array.of(1, 0, 1, 0, 1));
    expect([...looks.tier.slice(0, 4)]).toEqual([Tier.Ringed, Tier.Faded, Tier.Plain, Tier.Faded]);
    expect([...looks.order]).toEqual([1, 3, 2, 0]);
  });

  it("rings wrong dots of many only where a mask highlights them", () => {
    const n = 2001;
    const many = placeDots(Float32Array.from({ length: 2 * n }, (_, i) => i));
    const all = new Uint8Array(n).fill(1);
    expect(new Set(dressDots(many, new Int32Array(n), [0, 1], all, null).tier)).toEqual(new Set([Tier.Plain]));
    expect(new Set(dressDots(many, new Int32Array(n), [0, 1], all, all).tier)).toEqual(new Set([Tier.Ringed]));
  });
});

it("a dot's radius is 3 px at 500 dots, half of it at 100,000, and grows with the zoom", () => {
  expect(dotRadius(500, 1, 480)).toBe(3);
  expect(dotRadius(100_000, 1, 480)).toBe(1.5);
  expect(dotRadius(100_000, 16, 480)).toBe(3);
  expect(dotRadius(3, 100, 480)).toBe(5);
});

it("a dot shrinks with a plot below 360 px, but not below 2.5 px or what so many dots have anywhere", () => {
  expect([2000, 360, 300, 190, 0].map((side) => dotRadius(500, 1, side))).toEqual([3, 3, 2.5, 2.5, 2.5]);
  expect(dotRadius(100_000, 1, 190)).toBe(1.5);
});

it("classes of one color share a place in the palette", () => {
  const { palette, colorOf } = paletteOf(["#aa0000", "#00aa00", "#aa0000"], "#777777");
  expect(palette).toEqual(["#aa0000", "#00aa00", "#777777"]);
  expect(colorOf).toEqual([0, 1, 0, 2]);
});

it("a dot is described by its number, its class and whether it is wrong", () => {
  const [classes, wrong] = [Int32Array.of(1, -1), Uint8Array.of(1, 0)];
  expect(describeDot(0, classes, wrong, ["NUM", "LOC"])).toBe("dot 1 of 2, LOC, wrong");
  expect(describeDot(1, classes, wrong, ["NUM", "LOC"])).toBe("dot 2 of 2, no class");
});

test("the dots of a hidden class have no place, and no other dot moves", () => {
  const places = placeDots([0, 0, 1, 1, 2, 2]);
  const shown = hideClasses(places, new Int32Array([4, 0, 4]), [4]);
  expect([...shown.xy]).toEqual([NaN, NaN, places.xy[2], places.xy[3], NaN, NaN]);
  expect(shown.box).toEqual(places.box);
  expect(hideClasses(places, new Int32Array(3), [])).toBe(places);
});
