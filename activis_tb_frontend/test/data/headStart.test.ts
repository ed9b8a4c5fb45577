import { expect, test, vi } from "vitest";
import { withHeadStart } from "../../src/data/headStart";
import type { DataSource, RunsAnswer } from "../../src/data/source";

function sourceOf(...answers: (() => Promise<RunsAnswer>)[]) {
  const fetchRuns = vi.fn(() => answers.shift()!());
  return { fetchRuns, source: withHeadStart({ fetchRuns } as Partial<DataSource> as DataSource) };
}
const runs = (logdir: string) => async (): Promise<RunsAnswer> => ({ runs: [], logdir });

test("the runs are asked for before anybody wants them, and asked anew after the first time", async () => {
  const { fetchRuns, source } = sourceOf(runs("early"), runs("late"));
  expect(fetchRuns).toHaveBeenCalledTimes(1);
  expect((await source.fetchRuns()).logdir).toBe("early");
  expect((await source.fetchRuns()).logdir).toBe("late");
  expect(fetchRuns).toHaveBeenCalledTimes(2);
});

test("a failure reaches whoever asks first, and not the second", async () => {
  const { source } = sourceOf(() => Promise.reject(new Error("no answer")), runs("back"));
  await expect(source.fetchRuns()).rejects.toThrow("no answer");
  expect((await source.fetchRuns()).logdir).toBe("back");
});
