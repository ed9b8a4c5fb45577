import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DataSource } from "../../src/data/source";
import { createMade } from "../../src/state/made.svelte";
import { firstView } from "../../src/state/view";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A field in which letters are typed, and the conditions that are asked about. */
function field() {
  const asked: string[] = [];
  const source = {
    fetchCondition: (_: unknown, { where }: { where: string }) => {
      asked.push(where);
      return new Promise(() => undefined);
    },
  } as unknown as DataSource;
  const moment = { run: "a", instance_set: "validation", step: 0, recording: "1" };
  let made: ReturnType<typeof createMade>;
  $effect.root(() => {
    made = createMade(
      source,
      () => moment,
      () => firstView,
      () => 0,
    );
  });
  const type = async (text: string, milliseconds: number): Promise<void> => {
    made.draft = text;
    flushSync();
    await vi.advanceTimersByTimeAsync(milliseconds);
  };
  return { asked, type };
}

test("a condition is asked about at once, and fast letters after the last of them", async () => {
  const { asked, type } = field();
  await type("x", 0);
  expect(asked).toEqual(["x"]);
  await type("x ", 20);
  await type("x >", 20);
  await type("x > 1", 59);
  expect(asked).toEqual(["x"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(["x", "x > 1"]);
  await vi.advanceTimersByTimeAsync(60);
  await type("x > 12", 0);
  expect(asked).toEqual(["x", "x > 1", "x > 12"]);
});
