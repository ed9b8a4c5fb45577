import { expect, test } from "vitest";
import { createActions } from "../../src/state/actions";
import { firstView, type View } from "../../src/state/view";

/** Actions on a view that the test reads; `written` says for each whether it replaced the link's entry. */
function acting(start: Partial<View> = {}) {
  const now = { view: { ...firstView, ...start }, steps: [0, 1, 2], openLayers: ["hidden"] };
  const written: boolean[] = [];
  const actions = createActions(
    (part, replace = false) => {
      now.view = { ...now.view, ...part };
      written.push(replace);
    },
    () => now,
  );
  return { actions, now, written };
}

test("choosing the last step follows, an earlier one stays", () => {
  const { actions, now, written } = acting();
  actions.chooseStep(1, true);
  expect(now.view.step).toBe(1);
  actions.chooseStep(2, false);
  expect(now.view.step).toBeNull();
  expect(written).toEqual([true, false]);
});

test("a second click takes a row, a pin, a marked neuron or a maximized panel back", () => {
  const { actions, now } = acting();
  for (let click = 0; click < 2; click++) {
    actions.selectRow("subset:A");
    actions.togglePin("q1");
    actions.toggleNeuron("hidden", 3);
    actions.maximize("hidden");
    if (!click)
      expect(now.view).toMatchObject({ row: "subset:A", pins: ["q1"], neurons: { hidden: 3 }, maximized: "hidden" });
  }
  expect(now.view).toEqual(firstView);
});

test("opening an open layer changes nothing, closing a maximized one restores the others", () => {
  const { actions, now, written } = acting({ maximized: "hidden" });
  actions.openLayer("hidden");
  expect(written).toEqual([]);
  actions.openLayer("conv");
  expect(now.view.layers).toEqual(["hidden", "conv"]);
  actions.maximize("hidden");
  actions.closeLayer("hidden");
  expect(now.view).toMatchObject({ layers: [], maximized: null });
});

test("clearing what is clear adds nothing to the history", () => {
  const { actions, now, written } = acting({ row: "subset:A", pins: ["q1"] });
  actions.clear();
  actions.clear();
  expect(written).toEqual([false]);
  expect(now.view).toMatchObject({ row: null, pins: ["q1"] });
});
