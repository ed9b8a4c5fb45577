import { expect, test } from "vitest";
import { conditionIn, firstInstancesView, instancesViewOf } from "../../src/state/instancesView";

test("what follows = is a condition, all else a text to look for", () => {
  expect(conditionIn(" = score < 0.5 ")).toBe("score < 0.5");
  expect(conditionIn("=")).toBe("");
  expect(conditionIn("a = b")).toBeNull();
  expect(conditionIn("")).toBeNull();
});

test("groups and orders of a link are kept, wrong ones fall back to the usual", () => {
  const given = { ...firstInstancesView, group: { column: "topic" }, order: { layer: "hidden", instance: "q17" } };
  expect(instancesViewOf(JSON.parse(JSON.stringify(given)))).toEqual(given);
  expect(instancesViewOf({ group: { row: 1 }, order: { layer: "hidden", neuron: 1.5 } })).toEqual(firstInstancesView);
  expect(instancesViewOf({ group: "prediction", order: { layer: "hidden", neuron: 3 } })).toMatchObject({
    group: "prediction",
    order: { layer: "hidden", neuron: 3 },
  });
});
