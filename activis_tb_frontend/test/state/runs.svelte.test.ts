import { flushSync } from "svelte";
import { expect, test } from "vitest";
import type { DataSource, RunListing } from "../../src/data/source";
import { createRuns } from "../../src/state/runs.svelte";
import { firstView } from "../../src/state/view";

const run = (name: string, time: number, steps: number[]): RunListing => ({
  run: name,
  name,
  problem: null,
  instance_sets: [{ name: "test", recording: "r", steps, wall_times: steps.map((step) => time + step) }],
});

/** Runs of a log that the test rewrites, as the page sees them after TensorBoard has reloaded. */
function showing(first: RunListing[]) {
  let listed = first;
  let view = $state.raw(firstView);
  let runs: ReturnType<typeof createRuns>;
  const source = {
    fetchRuns: () => Promise.resolve({ runs: listed, logdir: "" }),
    fetchTensorBoardRuns: () => Promise.resolve([]),
    fetchSnapshot: () => new Promise(() => undefined),
  } as unknown as DataSource;
  const stop = $effect.root(() => {
    runs = createRuns(source, () => ({ ready: true, view }));
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve)).then(() => flushSync());
  return {
    runs: runs!,
    settled,
    stop,
    choose: (step: number | null) => (view = { ...view, step }),
    reload(next: RunListing[]) {
      listed = next;
      runs.refresh();
      return settled();
    },
  };
}

test("the page stays with the run that it opened when another one records later", async () => {
  const { runs, reload, settled, stop } = showing([run("a", 100, [0]), run("b", 200, [0])]);
  await settled();
  expect(runs.run?.run).toBe("b");
  await reload([run("a", 300, [0, 1]), run("b", 200, [0])]);
  expect(runs.run?.run).toBe("b");
  stop();
});

test("a run that is gone is named while another one is shown", async () => {
  const { runs, reload, settled, stop } = showing([run("a", 100, [0]), run("b", 200, [0])]);
  await settled();
  expect(runs.missingRun).toBeNull();
  await reload([run("a", 100, [0])]);
  expect([runs.run?.run, runs.missingRun]).toEqual(["a", "b"]);
  stop();
});

test("new steps are followed at the last one, and only named while an earlier one is looked at", async () => {
  const { runs, reload, settled, choose, stop } = showing([run("a", 100, [0, 1])]);
  await settled();
  await reload([run("a", 100, [0, 1, 2])]);
  expect([runs.moment?.step, runs.newStep]).toEqual([2, null]);
  choose(1);
  flushSync();
  expect(runs.newStep).toBeNull();
  await reload([run("a", 100, [0, 1, 2, 3])]);
  expect([runs.moment?.step, runs.newStep]).toEqual([1, 3]);
  choose(null);
  await settled();
  expect([runs.moment?.step, runs.newStep]).toEqual([3, null]);
  stop();
});
