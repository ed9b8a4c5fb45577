import { expect, test } from "vitest";
import type { HealthAnswer } from "../../src/data/source";
import { createScale } from "../../src/draw/scale";
import { shadeOf } from "../../src/graph/shade";
import type { VisibleNode } from "../../src/graph/fold";
import { measureOf } from "../../src/views/health";
import { shadesOf } from "../../src/views/healthColors";

const none = [null, null];
const known = { rarely_active_share: none, spread: none, effective_rank: none, change: none, separability: none };
const health: HealthAnswer = {
  steps: [3, 7],
  n_left_out: 0,
  layers: [
    { name: "conv", n_neurons: 4, dead_share: [0, 0.25], ...known },
    { name: "hidden", n_neurons: 4, dead_share: [0, 1], ...known },
    { name: "digit", n_neurons: 4, dead_share: none, ...known },
  ],
};
const scale = createScale([0, 1], false);
const at = (step: number) => shadesOf(health, measureOf("dead_share"), step, scale, "#ccc");

test("a layer has the color of its number at the step, and says it", () => {
  expect(at(7).get("conv")).toMatchObject({
    fill: scale.fill(0.25),
    ink: "#000",
    said: "conv at step 7: 1 of 4 neurons dead (25 %)",
  });
  expect(at(7).get("hidden")?.ink).toBe("#fff");
  expect(at(7).get("digit")?.fill).toBe("#ccc");
  expect(at(5).size).toBe(0);
});

test("a folded block has the strongest color of what it hides", () => {
  const block = { layer: null, hidden: ["conv", "hidden", "digit"] } as unknown as VisibleNode;
  expect(shadeOf(block, at(7))?.said).toBe("hidden at step 7: 4 of 4 neurons dead (100 %)");
  expect(shadeOf({ ...block, hidden: [] }, at(7))).toBeNull();
});
