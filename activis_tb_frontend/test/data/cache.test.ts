import { expect, test } from "vitest";
import { createCache } from "../../src/data/cache";

test("the least recently used answer leaves first when the budget is exceeded", () => {
  const cache = createCache(100);
  cache.set("a", 1, 40);
  cache.set("b", 2, 40);
  cache.get("a");
  cache.set("c", 3, 40);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
});

test("an answer larger than the budget is not kept and evicts nothing", () => {
  const cache = createCache(100);
  cache.set("a", 1, 60);
  cache.set("huge", 2, 101);
  expect([cache.get("a"), cache.get("huge")]).toEqual([1, undefined]);
});

test("setting a key again replaces its answer and its bytes", () => {
  const cache = createCache(100);
  cache.set("a", 1, 90);
  cache.set("a", 2, 10);
  cache.set("b", 3, 90);
  expect([cache.get("a"), cache.get("b")]).toEqual([2, 3]);
});
