import { expect, test } from "vitest";
import type { Page } from "../../src/state/page.svelte";
import { firstView } from "../../src/state/view";
import { groupingChoices } from "../../src/views/instanceMenus";

function labelsOf(label: number[], prediction: number[], group: "label" | "prediction" = "label"): string[] {
  const page = {
    arrangement: { grouping: { columns: [] } },
    population: {
      instances: { task: "classes", label: Int32Array.from(label), prediction: Int32Array.from(prediction) },
    },
    subsets: [],
    view: { ...firstView, instances: { ...firstView.instances, group } },
  } as unknown as Page;
  return groupingChoices(page).map((choice) => `${choice.value} ${choice.label}`);
}

test("groups without any label are called by prediction, whichever of both was chosen", () => {
  expect(labelsOf([0, -1], [1, 1])).toEqual(['"label" label', '"prediction" prediction']);
  expect(labelsOf([-1, -1], [1, 1])).toEqual(['"label" prediction']);
  expect(labelsOf([-1, -1], [1, 1], "prediction")).toEqual(['"prediction" prediction']);
  expect(labelsOf([-1, -1], [-1, -1])).toEqual(['"label" label', '"prediction" prediction']);
});
