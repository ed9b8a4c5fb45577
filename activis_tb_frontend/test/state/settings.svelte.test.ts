import { expect, test } from "vitest";
import { createSettings } from "../../src/state/settings.svelte";

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as unknown as Storage;
}

test("chosen colors are there on the next page", () => {
  const storage = memory();
  expect(createSettings(() => storage).map).toBe("ink");
  createSettings(() => storage).map = "cividis";
  expect(createSettings(() => storage).map).toBe("cividis");
});

test("what is stored but no map is ink", () => {
  const storage = memory();
  storage.setItem("activis.colors", "turbo");
  expect(createSettings(() => storage).map).toBe("ink");
});

test("a browser that keeps nothing still has a page", () => {
  const settings = createSettings(() => {
    throw new Error("denied");
  });
  settings.map = "viridis";
  expect(settings.map).toBe("viridis");
});
