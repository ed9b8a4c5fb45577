import { expect, test } from "vitest";
import { createActions } from "../../src/state/actions";
import { mapsOf, toggledMap, type MapAddress } from "../../src/state/maps";
import { firstView, type View } from "../../src/state/view";

const step = (step: number): MapAddress => ({ run: null, step });
const wide: MapAddress = { run: "wide", step: null };

test("a map that is there is taken away, another one comes last, and of four the oldest gives way", () => {
  expect(toggledMap([step(0)], wide)).toEqual([step(0), wide]);
  expect(toggledMap([step(0), wide], { ...step(0) })).toEqual([wide]);
  expect(toggledMap([step(0), wide, step(1)], step(2))).toEqual([wide, step(1), step(2)]);
});

test("a link lists maps by layer, and what is none is left out", () => {
  const listed = {
    hidden: [{ step: 3 }, { run: "wide" }, { step: "3" }, null, { step: 3 }],
    conv: [],
    dense: "step 3",
  };
  expect(mapsOf(listed)).toEqual({ hidden: [step(3), wide] });
  expect(mapsOf({ hidden: [0, 1, 2, 3, 4].map((step) => ({ step })) }).hidden).toHaveLength(3);
  expect([mapsOf(null), mapsOf("hidden"), mapsOf([])]).toEqual([{}, {}, {}]);
});

test("the map beside follows the moment that was shown when it was asked for, and goes without a trace", () => {
  let view: View = firstView;
  const now = () => ({ view, steps: [0, 1, 2], openLayers: ["hidden"], here: { run: "a", step: 2 } });
  const actions = createActions((part) => (view = { ...view, ...part }), now);
  actions.toggleMap("hidden", step(0));
  expect(view).toMatchObject({ maps: { hidden: [step(0)] }, anchor: { run: "a", step: 2 } });
  actions.toggleMap("hidden", step(0));
  expect(view.maps).toEqual({});
  actions.toggleTrails("hidden");
  expect(view.trails).toEqual(["hidden"]);
  actions.toggleTrails("hidden");
  expect(view.trails).toEqual([]);
});
