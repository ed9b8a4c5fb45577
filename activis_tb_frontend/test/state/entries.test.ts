import { expect, test } from "vitest";
import { createEntries } from "../../src/state/entries";

test("undo is possible after the first entry of ours, redo after going back", () => {
  const entries = createEntries("#a");
  expect([entries.before, entries.after]).toEqual([false, false]);
  entries.pushed("#b");
  expect([entries.before, entries.after]).toEqual([true, false]);
  entries.reached("#a");
  expect([entries.before, entries.after]).toEqual([false, true]);
});

test("a new entry takes the way forward", () => {
  const entries = createEntries("#a");
  entries.pushed("#b");
  entries.reached("#a");
  entries.pushed("#c");
  expect([entries.before, entries.after]).toEqual([true, false]);
});

test("dragging changes the present entry and adds none", () => {
  const entries = createEntries("#a");
  entries.pushed("#b");
  entries.replaced("#c");
  entries.reached("#a");
  entries.reached("#c");
  expect([entries.before, entries.after]).toEqual([true, false]);
});

test("of equal views the one at the known place is reached, else a neighbor", () => {
  const entries = createEntries("#a");
  for (const hash of ["#b", "#a", "#b"]) entries.pushed(hash);
  entries.reached("#a");
  entries.reached("#b", 3);
  expect([entries.before, entries.after]).toEqual([true, false]);
  entries.reached("#a");
  expect(entries.next).toBe(3);
});

test("an address of somebody else starts anew", () => {
  const entries = createEntries("#a");
  entries.pushed("#b");
  entries.reached("#scalars");
  expect([entries.before, entries.after]).toEqual([false, false]);
});
