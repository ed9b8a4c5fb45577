import { expect, test } from "vitest";
import { encodeView, withToken } from "../../src/state/url";
import { firstView } from "../../src/state/view";
import { viewOfWish, type Wish } from "../../src/state/wish";

const wish: Wish = {
  panel: "matrix",
  format: "svg",
  dark: false,
  colors: "ink",
  link: null,
  run: "narrow/activis",
  set: null,
  step: null,
  layer: "hidden",
  rows: null,
  difference: null,
  order: null,
  scale: null,
  method: null,
  measure: null,
  neuron: null,
  beside: null,
};

test("rows become made subsets, pins and classes with a row, and say the figure's order", async () => {
  const rows = [{ where: "size > 3" }, { subset: "NUM" }, { instance: "q7" }];
  const { view, keys } = await viewOfWish({ ...wish, rows });
  expect(keys).toEqual(["subset:size > 3", "subset:NUM", "instance:q7"]);
  expect(view.made).toEqual([{ name: "size > 3", selection: { where: "size > 3" }, color: null, hidden: false }]);
  expect([view.pins, view.rows]).toEqual([["q7"], ["NUM"]]);
});

test("a condition that is used twice is one subset", async () => {
  const where = { where: "size > 3" };
  const { view } = await viewOfWish({ ...wish, rows: [where], difference: [where, "rest"], order: where });
  expect(view.made).toHaveLength(1);
  expect([view.row, view.against, view.orders.hidden]).toEqual(["subset:size > 3", "rest", "subset:size > 3"]);
});

test("a link says what the wish leaves open", async () => {
  const { token } = await encodeView({ ...firstView, run: "wide/activis", step: 3, pins: ["q1"], row: "subset:NUM" });
  const link = `http://localhost:6006/${withToken("#activis", token)}`;
  const { view, keys } = await viewOfWish({ ...wish, link, step: 5 });
  expect([view.run, view.step, view.pins, view.row, keys]).toEqual(["narrow/activis", 5, ["q1"], "subset:NUM", null]);
  await expect(viewOfWish({ ...wish, link: "http://localhost:6006/#activis" })).rejects.toThrow("there is no view");
});

test("only a projection waits for its t-SNE", async () => {
  expect((await viewOfWish(wish)).view.methods).toEqual({ hidden: "pca" });
  expect((await viewOfWish({ ...wish, panel: "projection" })).view.methods).toEqual({});
});
