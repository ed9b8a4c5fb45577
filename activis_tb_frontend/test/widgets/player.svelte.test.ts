import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPlayer, PACE } from "../../src/widgets/player.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A player of four steps; `gone` says where it went and whether it went on from there. */
function playing(from: number) {
  let at = $state(from);
  let busy = $state(false);
  const gone: [number, boolean][] = [];
  let player!: ReturnType<typeof createPlayer>;
  $effect.root(() => {
    const go = (place: number, on: boolean): void => {
      gone.push([place, on]);
      at = place;
    };
    player = createPlayer({ at: () => at, last: () => 3, busy: () => busy, go });
  });
  const change = (act: () => void) => {
    act();
    return vi.advanceTimersByTimeAsync(0);
  };
  const wait = () => vi.advanceTimersByTimeAsync(PACE);
  return { player, gone, wait, change, load: (is: boolean) => change(() => (busy = is)) };
}

test("it goes to the last step and stops there; only the first move is an action of its own", async () => {
  const { player, gone, wait, change } = playing(1);
  await change(() => player.toggle());
  for (let i = 0; i < 4; i++) await wait();
  expect(gone).toEqual([
    [2, false],
    [3, true],
  ]);
  expect([player.playing, player.label]).toEqual([false, "Play the steps"]);
});

test("at the last step it begins with the first one", async () => {
  const { player, gone, wait, change } = playing(3);
  await change(() => player.toggle());
  await wait();
  expect(gone).toEqual([
    [0, false],
    [1, true],
  ]);
});

test("a step is waited for, and a pause is kept", async () => {
  const { player, gone, wait, change, load } = playing(0);
  await change(() => player.toggle());
  await load(true);
  await wait();
  expect(gone).toEqual([]);
  await load(false);
  await wait();
  expect(gone).toEqual([[1, false]]);
  await change(() => player.pause());
  await wait();
  expect(gone).toHaveLength(1);
});
