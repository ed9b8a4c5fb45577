import { expect, test } from "vitest";
import { trailLines, trailsWords } from "../../src/views/trails";

const known = { n_pins: 1, n_steps: 8, n_recorded: 8, method: "pca" as const };

test("it is said what the trails go over, and what is missing", () => {
  expect(trailsWords(known)).toBe("Trails over 8 steps");
  expect(trailsWords({ ...known, n_steps: 24, n_recorded: 100 })).toBe("Trails over 24 of 100 steps");
  expect(trailsWords({ ...known, n_pins: 0 })).toBe("Trails: pin an instance to see its way");
  expect(trailsWords({ ...known, n_steps: null })).toBe("Trails are on their way");
  expect(trailsWords({ ...known, n_steps: 2, method: "tsne" })).toBe("Trails: t-SNE of 2 of 8 steps is there");
});

test("a line per step says where the instance is and how far it went", () => {
  const trail = { dot: 0, steps: [0, 2, 3], xy: Float32Array.of(0, 0, 3, -4, 3, 1) };
  expect(trailLines(trail)).toEqual([
    ["0", "0", "0", ""],
    ["2", "3", "−4", "5"],
    ["3", "3", "1", "5"],
  ]);
});
