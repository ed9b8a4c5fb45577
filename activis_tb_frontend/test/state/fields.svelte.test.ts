import { expect, test } from "vitest";
import { fieldwise } from "../../src/state/fields.svelte";

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("who reads a field is run again when that field changes, and only then", async () => {
  let point = $state.raw({ x: 1, y: 2 });
  const seen: number[] = [];
  const stop = $effect.root(() => {
    const watched = fieldwise(() => point, ["x", "y"]);
    $effect(() => void seen.push(watched.x));
  });
  await settled();
  point = { x: 1, y: 3 };
  await settled();
  expect(seen).toEqual([1]);
  point = { x: 4, y: 3 };
  await settled();
  expect(seen).toEqual([1, 4]);
  stop();
});

test("a copy has all fields as they are", () => {
  let point = $state.raw({ x: 1, y: 2 });
  const stop = $effect.root(() => {
    const watched = fieldwise(() => point, ["x", "y"]);
    point = { x: 5, y: 2 };
    expect({ ...watched }).toEqual({ x: 5, y: 2 });
  });
  stop();
});
