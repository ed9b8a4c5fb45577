import { expect, test } from "vitest";
import { createLayout, firstLayout, layoutOf } from "../../src/state/layout.svelte";

test("what was arranged is there at the next visit", () => {
  createLayout(window.localStorage).arrange({ left: 240, findings: false });
  expect(createLayout(window.localStorage).layout).toEqual({ ...firstLayout, left: 240, findings: false });
});

test("wrong and unknown entries of the store fall back to the first layout", () => {
  expect(layoutOf("{")).toEqual(firstLayout);
  expect(layoutOf("null")).toEqual(firstLayout);
  expect(layoutOf('{"left": "wide", "right": -5, "map": 300, "findings": 0, "later": 1}')).toEqual({
    ...firstLayout,
    map: 300,
  });
});

test("a store that is full or forbidden forgets, and the page works on", () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error("full");
    },
  } as unknown as Storage;
  for (const storage of [full, null]) {
    const kept = createLayout(storage);
    kept.arrange({ graph: 200 });
    expect(kept.layout.graph).toBe(200);
  }
});
