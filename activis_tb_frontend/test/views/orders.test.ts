import { expect, test } from "vitest";
import { orderChoices, orderLabel } from "../../src/views/orders";

const layer = { canBeSelective: false, canBeSimilar: false, names: null };
const nothing = { compared: null, series: [], contributed: null };
const compared = { label: "NUM − rest", hasEffect: true };
const values = (choices: ReturnType<typeof orderChoices>) => choices.map(({ value }) => value);

test("orders are offered where they mean something", () => {
  expect(values(orderChoices(layer, nothing))).toEqual(["recorded", "quiet"]);
  const all = { canBeSelective: true, canBeSimilar: true, names: ["NUM", "DESC"] };
  expect(values(orderChoices(all, { ...nothing, compared }))).toEqual([
    "recorded",
    "effect",
    "difference",
    "selectivity",
    "similarity",
    "quiet",
    "name",
  ]);
});

test("columns go by contribution where contributions are shown", () => {
  const shown = { ...nothing, contributed: "NUM" };
  expect(orderChoices(layer, shown)[1]).toEqual({ value: "contribution", label: "by contribution to NUM" });
  expect(orderLabel("contribution", [], shown)).toBe("Order: contribution to NUM");
  expect(orderLabel("contribution", [], nothing)).toBe("Order: as recorded");
});

test("an order by an effect that is no longer there is called what it is", () => {
  expect(orderLabel("effect", [], { ...nothing, compared })).toBe("Order: effect of NUM − rest");
  expect(orderLabel("effect", [], nothing)).toBe("Order: as recorded");
  expect(orderLabel("selectivity", [], nothing)).toBe("Order: selectivity");
});

test("rows of two steps are ordered by how far they are apart, without an effect", () => {
  const steps = { ...nothing, compared: { label: "NUM − NUM (step 0)", hasEffect: false } };
  expect(values(orderChoices(layer, steps))).toEqual(["recorded", "difference", "quiet"]);
  expect(orderLabel("difference", [], steps)).toBe("Order: size of NUM − NUM (step 0)");
});

test("rows over steps are ordered by drift", () => {
  const of = { row: "subset:NUM", run: null, set: null, step: null };
  const drifting = { ...nothing, series: [{ key: "drift x", of, rows: [], name: "NUM" }] };
  expect(orderChoices(layer, drifting)[1]).toEqual({ value: "drift x", label: "by drift of NUM over its steps" });
  expect(orderLabel("drift x", [], drifting)).toBe("Order: drift of NUM");
});
