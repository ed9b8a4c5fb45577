import { expect, test } from "vitest";
import { createHover } from "../../src/state/hover.svelte";

/** Frames that come when the test says so. */
function frames() {
  const waiting: (() => void)[] = [];
  return {
    next: (settle: () => void) => waiting.push(settle),
    run: () => waiting.splice(0).forEach((settle) => settle()),
    waiting,
  };
}

test("many moves within a frame settle once, with the last of them", () => {
  const clock = frames();
  const hover = createHover(clock.next);
  for (let row = 0; row < 300; row++) hover.set({ instance: row });
  expect(clock.waiting).toHaveLength(1);
  expect(hover.instance).toBe(-1);
  clock.run();
  expect(hover.instance).toBe(299);
});

test("parts set in one frame come together and leave the others alone", () => {
  const clock = frames();
  const hover = createHover(clock.next);
  hover.set({ layer: "hidden" });
  clock.run();
  hover.set({ instance: 4 });
  hover.set({ key: "subset:A" });
  clock.run();
  expect([hover.instance, hover.key, hover.layer]).toEqual([4, "subset:A", "hidden"]);
});

test("what is pointed at is known before the frame", () => {
  const clock = frames();
  const hover = createHover(clock.next);
  hover.set({ layer: "hidden" });
  clock.run();
  hover.set({ instance: 4 });
  expect([hover.instance, hover.now().instance, hover.now().layer]).toEqual([-1, 4, "hidden"]);
});

test("clearing leaves nothing hovered", () => {
  const clock = frames();
  const hover = createHover(clock.next);
  hover.set({ instance: 4, layer: "hidden" });
  hover.clear();
  clock.run();
  expect([hover.instance, hover.layer]).toEqual([-1, null]);
});
