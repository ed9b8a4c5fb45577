import { expect, test } from "vitest";
import { createActions } from "../../src/state/actions";
import { elsewhereKey } from "../../src/state/elsewhere";
import { firstView, type View } from "../../src/state/view";

/** Actions on a view that the test reads; `written` says for each whether it replaced the link's entry. */
function acting(start: Partial<View> = {}) {
  const now = {
    view: { ...firstView, ...start },
    steps: [0, 1, 2],
    openLayers: ["hidden"],
    here: { run: "a", step: 2 },
  };
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

test("maps follow the moment from which another step or run was chosen first", () => {
  const { actions, now } = acting();
  actions.chooseStep(1, false);
  now.here = { run: "a", step: 1 };
  actions.focusRun("b");
  expect(now.view).toMatchObject({ run: "b", step: 1, anchor: { run: "a", step: 2 } });
  actions.chooseSet("train");
  expect(now.view.anchor).toBeNull();
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

test("clearing takes back the maximized panel, then the row, then marked neurons, and never a pin", () => {
  const { actions, now, written } = acting({ maximized: "a", row: "subset:A", neurons: { a: 1 }, pins: ["q1"] });
  const left = (): unknown[] => [now.view.maximized, now.view.row, Object.keys(now.view.neurons).length];
  actions.clear();
  expect(left()).toEqual([null, "subset:A", 1]);
  actions.clear();
  expect(left()).toEqual([null, null, 1]);
  actions.clear();
  actions.clear();
  expect(left()).toEqual([null, null, 0]);
  expect(written).toEqual([false, false, false]);
  expect(now.view.pins).toEqual(["q1"]);
});

test("what a finding does is one entry of the history", () => {
  const { actions, now, written } = acting({ orders: { conv: "recorded" } });
  actions.selectAndOrder("subset:A");
  expect(now.view).toMatchObject({ row: "subset:A", orders: { conv: "recorded", hidden: "subset:A" } });
  actions.openBy("conv", "subset:all");
  expect(now.view).toMatchObject({ layers: ["hidden", "conv"], orders: { conv: "subset:all" } });
  actions.select("cell:1:2");
  actions.select("cell:1:2");
  expect(now.view.row).toBe("cell:1:2");
  expect(written).toEqual([false, false, false]);
});

test("one thing is lit up at a time, and clearing takes a lasso away, too", () => {
  const { actions, now } = acting({ row: "subset:A" });
  const lasso = { sample: 1, bits: "gA==", layer: "hidden" };
  actions.circle(lasso);
  expect(now.view).toMatchObject({ row: null, lasso });
  actions.selectRow("subset:B");
  expect(now.view).toMatchObject({ row: "subset:B", lasso: null });
  actions.circle(lasso);
  actions.clear();
  expect(now.view.lasso).toBeNull();
});

test("a class is hidden and shown again, pins are added without doubles", () => {
  const { actions, now } = acting({ pins: ["q1"], hidden: [2] });
  actions.toggleClass(0);
  expect(now.view.hidden).toEqual([2, 0]);
  actions.toggleClass(2);
  expect(now.view.hidden).toEqual([0]);
  actions.pinAll(["q2", "q1"]);
  expect(now.view.pins).toEqual(["q1", "q2"]);
});

test("a row is compared with the rest and no longer, and Esc takes the difference back before the row", () => {
  const { actions, now } = acting();
  actions.compareWithRest("subset:A");
  expect(now.view).toMatchObject({ row: "subset:A", against: "rest" });
  actions.compareWithRest("subset:A");
  expect(now.view).toMatchObject({ row: "subset:A", against: null });
  actions.selectRow("cell:0:1", "cell:0:0");
  expect(now.view).toMatchObject({ row: "cell:0:1", against: "cell:0:0" });
  actions.clear();
  expect(now.view).toMatchObject({ row: "cell:0:1", against: null });
  actions.clear();
  expect(now.view.row).toBeNull();
});

test("a click on a cell keeps the rows that are compared", () => {
  const { actions, now } = acting({ row: "subset:A", against: "subset:B" });
  actions.toggleCell("hidden", 3, "subset:C");
  expect(now.view).toMatchObject({ row: "subset:A", against: "subset:B", neurons: { hidden: 3 } });
  actions.toggleCell("hidden", 3, "subset:C");
  expect(now.view).toMatchObject({ row: "subset:A", neurons: {} });
});

test("a row from elsewhere that goes away is neither selected nor held against another any more", () => {
  const there = { row: "subset:A", run: null, set: "train", step: null };
  const start = { beside: [there], row: "subset:A", against: elsewhereKey(there) };
  const { actions, now } = acting(start);
  actions.toggleBeside([there]);
  expect(now.view).toEqual({ ...firstView, row: "subset:A" });
  const selected = acting({ ...start, row: elsewhereKey(there), against: "subset:A" });
  selected.actions.toggleBeside([there]);
  expect(selected.now.view).toEqual(firstView);
});

test("how neurons correspond is chosen for a layer, and left to correlations again", () => {
  const { actions, now } = acting();
  actions.pairBy("hidden", "index");
  expect(now.view.pairings).toEqual({ hidden: "index" });
  actions.pairBy("hidden", null);
  expect(now.view).toEqual(firstView);
});

test("a ticked run is unticked with the selection of its rows", () => {
  const inB = elsewhereKey({ row: "subset:A", run: "b", set: null, step: null });
  const { actions, now } = acting({ row: "subset:A", against: inB });
  actions.tickRuns(["b"]);
  actions.tickRuns(["b", "c"]);
  expect(now.view).toMatchObject({ ticked: ["b", "c"], against: inB });
  actions.tickRuns(["b"]);
  expect(now.view).toEqual({ ...firstView, ticked: ["c"], row: "subset:A" });
});

test("a row that was asked for by itself stays selected when its run is unticked", () => {
  const there = { row: "subset:A", run: "b", set: null, step: null };
  const { actions, now } = acting({ ticked: ["b"], beside: [there], row: elsewhereKey(there) });
  actions.tickRuns(["b"]);
  expect(now.view).toMatchObject({ ticked: [], row: elsewhereKey(there) });
});

test("the focus changes places with a ticked run, and passes to others without ticking any", () => {
  const { actions, now } = acting({ ticked: ["b", "c"] });
  actions.focusRun("d");
  expect(now.view).toMatchObject({ run: "d", ticked: ["b", "c"] });
  now.here = { run: "d", step: 2 };
  actions.focusRun("b");
  expect(now.view).toMatchObject({ run: "b", ticked: ["c", "d"] });
});

test("the sides of a pair of layers are changed over, between runs and between steps", () => {
  const { actions, now } = acting({ cka: { run: null, step: 1, pair: ["hidden", "conv"] } });
  actions.changeOver({ run: "a", step: 1 }, ["hidden", "conv"], { run: "a", step: 2 });
  const back = { run: null, step: 2, pair: ["conv", "hidden"] };
  expect(now.view).toMatchObject({ run: "a", step: 1, layers: ["conv"], cka: back });
  actions.changeOver({ run: "b", step: 1 }, ["conv", "late"], { run: "a", step: 1 });
  expect(now.view).toMatchObject({ run: "b", layers: ["late"], cka: { run: "a", step: null, pair: ["late", "conv"] } });
});

test("a pair opens its layers and stays at its step", () => {
  const { actions, now } = acting({ cka: { run: null, step: 1, pair: null } });
  actions.openPair(["conv", "late"], null);
  expect(now.view).toMatchObject({ layers: ["hidden", "conv", "late"], cka: { step: 1, pair: ["conv", "late"] } });
});
